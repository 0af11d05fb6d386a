// The canvas: shows a diagram, lets a person move about in it and choose an entity, by mouse, touch or keyboard.
import { Diagram } from "./diagram";
import { STYLE } from "./style";
import { type Viewport, fit, pan, reveal, viewBox, zoom } from "./viewport";

const STEP = 60; // pixels an arrow key moves
const FACTOR = 1.2; // a key press or a notch of the wheel magnifies by this
const SLIP = 4; // pixels a click may slip before it is a drag

export interface CanvasEvents {
  /** A person has chosen an entity, or nothing. */
  select(subject: string): void;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const ICONS = {
  "Zoom in": "M8 3v10M3 8h10",
  "Zoom out": "M3 8h10",
  "Fit the diagram": "M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3",
};

function button(label: keyof typeof ICONS, key: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", "aria-label": label, title: `${label} (${key})` });
  made.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[label]}"/></svg>`;
  made.addEventListener("click", act);
  return made;
}

export class Canvas {
  private readonly frame: HTMLElement;
  private readonly stage: HTMLElement;
  private readonly fault: HTMLElement;
  private readonly scaleMark: HTMLElement;
  private readonly hint: HTMLElement;
  private diagram: Diagram | undefined;
  private view: Viewport = { x: 0, y: 0, scale: 1 };
  /** Whether a person has moved about; until then the diagram is kept fitted. */
  private moved = false;
  private selected = "";
  private colors: Record<string, string> = {};
  private drag: { pointer: number; x: number; y: number; far: boolean } | undefined;
  private readonly pointers = new Map<number, { x: number; y: number }>();
  private readonly resized: ResizeObserver;
  private hintTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    host: HTMLElement,
    private readonly events: CanvasEvents,
  ) {
    // Styles of the page and of the diagram stay apart, and several diagrams on a page cannot disturb each other.
    const root = host.attachShadow({ mode: "open" });
    root.append(element("style", {}, STYLE));
    // JupyterLab's own keys (0 0 restarts the kernel, d d deletes the cell) must not act here.
    host.setAttribute("data-lm-suppress-shortcuts", "true");
    const centre = () => ({ x: this.size.width / 2, y: this.size.height / 2 });
    this.scaleMark = element("output", { class: "scale", "aria-label": "Scale" });
    this.hint = element("p", { class: "hint", hidden: "" }, "Click the diagram, then scroll to zoom; or hold Ctrl and scroll.");
    this.stage = element("div", {
      class: "stage",
      tabindex: "0",
      role: "region",
      "aria-roledescription": "diagram",
      "aria-keyshortcuts": "ArrowUp ArrowDown ArrowLeft ArrowRight + - 0",
    });
    this.fault = element("p", { class: "fault", role: "alert", hidden: "" });
    this.frame = element(
      "div",
      { class: "frame" },
      this.stage,
      element(
        "div",
        { class: "tools", role: "toolbar", "aria-label": "View of the diagram" },
        button("Zoom in", "+", () => this.move(zoom(this.view, FACTOR, centre()))),
        button("Zoom out", "-", () => this.move(zoom(this.view, 1 / FACTOR, centre()))),
        button("Fit the diagram", "0", () => this.fit()),
        this.scaleMark,
      ),
      this.hint,
      this.fault,
    );
    root.append(this.frame);
    this.listen();
    this.resized = new ResizeObserver(() => (this.moved ? this.draw() : this.fit()));
    this.resized.observe(this.stage);
  }

  /** Put another drawing in place; the selected entity, or else the whole view, stays where it was. */
  show(svg: string): void {
    const anchor = this.diagram?.boxOf(this.selected);
    const focused = this.diagram?.subjectAt(this.stage.getRootNode() instanceof ShadowRoot ? this.active() : null);
    this.diagram?.dispose();
    this.diagram = undefined;
    this.fault.hidden = true;
    try {
      this.diagram = svg ? new Diagram(svg) : undefined;
    } catch (error) {
      this.fault.textContent = error instanceof Error ? error.message : String(error);
      this.fault.hidden = false;
    }
    this.stage.replaceChildren(...(this.diagram ? [this.diagram.svg] : []));
    this.diagram?.paint(this.colors);
    this.diagram?.select(this.selected);
    const now = this.diagram?.boxOf(this.selected);
    if (this.moved && anchor && now) {
      this.view = { ...this.view, x: this.view.x + now.x - anchor.x, y: this.view.y + now.y - anchor.y };
    }
    if (this.moved) this.draw();
    else this.fit();
    if (focused) this.diagram?.focus(focused);
  }

  select(subject: string): void {
    this.selected = subject;
    this.diagram?.select(subject);
    const box = this.diagram?.boxOf(subject);
    if (box && this.size.width > 0) {
      this.view = reveal(this.view, box, this.size);
      this.draw();
    }
  }

  /** Light or dark, with the colours that differ from those that the diagram was drawn in. */
  paint(theme: string, colors: Record<string, string>): void {
    this.frame.dataset["theme"] = theme;
    this.colors = colors;
    this.diagram?.paint(colors);
  }

  set label(label: string) {
    this.stage.setAttribute("aria-label", label || "Diagram");
  }

  fit(): void {
    this.moved = false;
    if (this.diagram) this.view = fit(this.diagram.extent, this.size);
    this.draw();
  }

  dispose(): void {
    clearTimeout(this.hintTimer);
    this.resized.disconnect();
    this.diagram?.dispose();
  }

  private active(): Element | null {
    return (this.stage.getRootNode() as ShadowRoot).activeElement;
  }

  private get size() {
    return { width: this.stage.clientWidth, height: this.stage.clientHeight };
  }

  private move(view: Viewport): void {
    this.view = view;
    this.moved = true;
    this.draw();
  }

  private draw(): void {
    this.scaleMark.textContent = `${Math.round(this.view.scale * 100)} %`;
    if (this.size.width > 0) this.diagram?.svg.setAttribute("viewBox", viewBox(this.view, this.size));
  }

  private choose(subject: string): void {
    this.selected = subject;
    this.diagram?.select(subject);
    this.events.select(subject);
  }

  private listen(): void {
    const stage = this.stage;
    stage.addEventListener("keydown", (event) => this.key(event));
    stage.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.press(event));
    stage.addEventListener("pointermove", (event) => this.pull(event));
    stage.addEventListener("pointerup", (event) => this.release(event));
    stage.addEventListener("pointercancel", (event) => this.forget(event));
    stage.addEventListener("focusin", (event) => {
      const subject = this.diagram?.subjectAt(event.target);
      const box = subject ? this.diagram?.boxOf(subject) : undefined;
      if (box && !this.drag) {
        this.view = reveal(this.view, box, this.size);
        this.draw();
      }
    });
  }

  private key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const centre = { x: this.size.width / 2, y: this.size.height / 2 };
    const subject = this.diagram?.subjectAt(event.target);
    const actions: Record<string, () => void> = {
      ArrowLeft: () => this.move(pan(this.view, -STEP, 0)),
      ArrowRight: () => this.move(pan(this.view, STEP, 0)),
      ArrowUp: () => this.move(pan(this.view, 0, -STEP)),
      ArrowDown: () => this.move(pan(this.view, 0, STEP)),
      "+": () => this.move(zoom(this.view, FACTOR, centre)),
      "=": () => this.move(zoom(this.view, FACTOR, centre)),
      "-": () => this.move(zoom(this.view, 1 / FACTOR, centre)),
      "0": () => this.fit(),
      ...(subject ? { Enter: () => this.choose(subject), " ": () => this.choose(subject) } : {}),
      ...(this.selected ? { Escape: () => this.choose("") } : {}),
    };
    const act = actions[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  private wheel(event: WheelEvent): void {
    // A page full of diagrams must still scroll: the wheel zooms where a person works, or with Ctrl.
    if (!event.ctrlKey && !event.metaKey && !this.active()) {
      this.hint.hidden = false;
      clearTimeout(this.hintTimer);
      this.hintTimer = setTimeout(() => (this.hint.hidden = true), 1500);
      return;
    }
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.move(zoom(this.view, Math.exp((-event.deltaY * lines) / 400), this.at(event)));
  }

  private at(event: MouseEvent): { x: number; y: number } {
    const box = this.stage.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.pointers.set(event.pointerId, this.at(event));
    if (this.pointers.size === 1) this.drag = { pointer: event.pointerId, x: event.clientX, y: event.clientY, far: false };
  }

  private pull(event: PointerEvent): void {
    const before = this.pointers.get(event.pointerId);
    if (!before || !this.drag) return;
    const now = this.at(event);
    const other = [...this.pointers].find(([pointer]) => pointer !== event.pointerId)?.[1];
    if (other) {
      const distance = (point: { x: number; y: number }) => Math.hypot(point.x - other.x, point.y - other.y) || 1;
      this.drag.far = true;
      this.move(zoom(this.view, distance(now) / distance(before), other));
    } else if (this.drag.far || Math.hypot(event.clientX - this.drag.x, event.clientY - this.drag.y) > SLIP) {
      if (!this.drag.far) this.stage.setPointerCapture?.(event.pointerId);
      this.drag.far = true;
      this.stage.classList.add("dragging");
      this.move(pan(this.view, before.x - now.x, before.y - now.y));
    }
    this.pointers.set(event.pointerId, now);
  }

  private release(event: PointerEvent): void {
    if (this.drag?.pointer === event.pointerId && !this.drag.far) {
      const subject = this.diagram?.subjectAt(event.target) ?? "";
      if (subject !== this.selected) this.choose(subject);
    }
    this.forget(event);
  }

  private forget(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    if (this.pointers.size === 0) {
      this.drag = undefined;
      this.stage.classList.remove("dragging");
    }
  }
}
