// The store: what Python has said last, for React to draw.
import type { Edit, FromFrontEnd, FromPython, Status } from "./protocol";
import { EMPTY, type Scene, applied } from "./scene";

export interface State {
  scene: Scene;
  shift: [number, number];
  status: Status;
  selected: string;
  /** Why the last thing that was wanted could not be done. */
  refusal: string;
}

type Asked = Extract<FromFrontEnd, { number: number }>;
type Outgoing = Asked extends infer M ? (M extends Asked ? Omit<M, "number"> : never) : never;

export class Store {
  private state: State = {
    scene: EMPTY,
    shift: [0, 0],
    status: { revision: -1, undo: null, redo: null, dirty: false },
    selected: "",
    refusal: "",
  };
  private readonly listeners = new Set<() => void>();
  private readonly waiting = new Map<number, (done: boolean) => void>();
  private number = 0;

  constructor(private readonly send: (message: FromFrontEnd) => void) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = () => this.state;

  /** Take a message of Python; a change of another state than the one that is shown asks for the whole. */
  receive(message: FromPython): void {
    switch (message.type) {
      case "scene":
        this.put({ scene: message.scene, shift: message.shift, status: message.state });
        return;
      case "change":
        if (message.base !== this.state.status.revision) {
          if (message.state.revision !== this.state.status.revision) this.send({ type: "again" });
          return;
        }
        this.put({ scene: applied(this.state.scene, message.change), shift: message.shift, status: message.state });
        return;
      case "done":
      case "refused": {
        const settle = this.waiting.get(message.number);
        if (!settle) return;
        this.waiting.delete(message.number);
        this.put({ refusal: message.type === "refused" ? message.message : "" });
        settle(message.type === "done");
      }
    }
  }

  select(subject: string, told = false): void {
    if (subject === this.state.selected) return;
    this.put({ selected: subject });
    if (!told) this.send({ type: "select", subject, revision: this.state.status.revision });
  }

  edit(...edits: Edit[]): Promise<boolean> {
    return this.ask({ type: "edit", edits, revision: this.state.status.revision });
  }

  place(positions: Record<string, [number, number]>): Promise<boolean> {
    return this.ask({ type: "place", positions, revision: this.state.status.revision });
  }

  command(name: "undo" | "redo" | "arrange"): Promise<boolean> {
    return this.ask({ type: "command", name });
  }

  forgive(): void {
    this.put({ refusal: "" });
  }

  private ask(message: Outgoing): Promise<boolean> {
    const number = ++this.number;
    return new Promise((settle) => {
      this.waiting.set(number, settle);
      this.send({ ...message, number } as FromFrontEnd);
    });
  }

  private put(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
