// The store: what Python has said last, for React to draw, and the way to ask it and have things done.
import { EMPTY, type Scene, applied } from "./canvas/scene";
import type { Edit, FromFrontEnd, FromPython, Given, Place, Status } from "./protocol";

export interface State {
  scene: Scene;
  status: Status;
  selected: string;
  /** Why the last thing that was wanted could not be done. */
  refusal: string;
  /** Which pane is open, and what in it is wanted: the text at a subject, a finding about a table. */
  pane: Pane;
  wanted: string;
  /** Column of the chosen table that the keys are about. */
  row: string;
  /** Engine whose words for types are shown. */
  engine: string;
}

export type Pane = "table" | "text" | "findings" | "output" | "";

/** What Python says to something that cannot be done. */
export class Refused extends Error {
  constructor(
    message: string,
    readonly kind: string,
    readonly places: readonly Place[] = [],
  ) {
    super(message);
  }
}

const NOTHING: Status = {
  revision: -1, undo: null, redo: null, dirty: false, file: null, findings: [0, 0, 0], marks: {}, fault: "", detail: "all",
};

interface Waiting {
  settle(answer: unknown): void;
  refuse(reason: Refused): void;
}

export class Store {
  private state: State = {
    scene: EMPTY,
    status: NOTHING,
    selected: "",
    refusal: "",
    pane: "table",
    wanted: "",
    row: "",
    engine: "postgresql",
  };
  private readonly listeners = new Set<() => void>();
  private known = { revision: -1, answers: new Map<string, Promise<unknown>>() };
  private readonly waiting = new Map<number, Waiting>();
  private number = 0;

  constructor(
    private readonly send: (message: FromFrontEnd) => void,
    /** Fetches a module of the front end, once a page. */
    readonly load: (file: string) => Promise<unknown> = () => Promise.reject(new Error("There are no modules here.")),
  ) {}

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly get = () => this.state;

  /** Take a message of Python; a change of another state than the one that is shown asks for the whole. */
  receive(message: FromPython): void {
    switch (message.type) {
      case "scene":
        this.put({ scene: message.scene, status: message.state });
        return;
      case "change":
        if (message.base !== this.state.status.revision) {
          if (message.state.revision !== this.state.status.revision) this.send({ type: "again" });
          return;
        }
        this.put({
          scene: message.change ? applied(this.state.scene, message.change) : this.state.scene,
          status: message.state,
        });
        return;
      case "done":
        this.take(message.number)?.settle(message.answer);
        return;
      case "refused":
        this.take(message.number)?.refuse(new Refused(message.message, message.kind ?? "", message.places));
    }
  }

  private take(number: number): Waiting | undefined {
    const found = this.waiting.get(number);
    this.waiting.delete(number);
    return found;
  }

  select(subject: string, told = false): void {
    if (subject === this.state.selected) return;
    this.put({ selected: subject, row: "" });
    if (!told) this.send({ type: "select", subject, revision: this.state.status.revision });
  }

  /** Choose a column of the chosen table for the keys, or none. */
  pick(row: string): void {
    if (row !== this.state.row) this.put({ row });
  }

  /** Ask Python something; nothing is changed by it. */
  ask<T>(what: string, given: Given = {}): Promise<T> {
    return this.wait<T>((number) => ({ type: "ask", what, given, number }));
  }

  /** Ask what several parts of the editor want to know of the present revision; it is asked once. */
  know<T>(what: string, given: Given = {}): Promise<T> {
    const { revision } = this.state.status;
    if (this.known.revision !== revision) this.known = { revision, answers: new Map() };
    const about = `${what} ${JSON.stringify(given)}`;
    let answer = this.known.answers.get(about);
    if (!answer) {
      answer = this.ask<T>(what, given);
      this.known.answers.set(about, answer);
      const forget = () => this.known.answers.delete(about); // what is not about the model may be otherwise next time
      answer.then(forget, forget);
    }
    return answer as Promise<T>;
  }

  /** Have something done on the revision that is seen; refuses with what Python says. */
  act<T>(what: string, given: Given = {}, revision = this.state.status.revision): Promise<T> {
    return this.wait<T>((number) => ({ type: "do", what, given, revision, number }));
  }

  /** Have something done, and show below the canvas why it cannot be. */
  async try<T = unknown>(what: string, given: Given = {}): Promise<T | undefined> {
    try {
      const answer = await this.act<T>(what, given);
      if (this.state.refusal) this.put({ refusal: "" });
      return answer ?? (true as T);
    } catch (error) {
      this.refuse(error);
      return undefined;
    }
  }

  edit(...edits: Edit[]): Promise<unknown> {
    return this.try("canvas.edit", { edits });
  }

  refuse(error: unknown): void {
    this.put({ refusal: error instanceof Error ? error.message : String(error) });
  }

  forgive(): void {
    this.put({ refusal: "" });
  }

  open(pane: Pane, wanted = ""): void {
    this.put({ pane, wanted });
  }

  speak(engine: string): void {
    this.put({ engine });
  }

  private wait<T>(message: (number: number) => FromFrontEnd): Promise<T> {
    const number = ++this.number;
    return new Promise<T>((settle, refuse) => {
      this.waiting.set(number, { settle: (answer) => settle(answer as T), refuse });
      try {
        this.send(message(number));
      } catch {
        this.waiting.delete(number);
        refuse(new Error("The kernel of this notebook was restarted or has ended. Run the cell again; work that was not saved is offered then."));
      }
    });
  }

  private put(change: Partial<State>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
