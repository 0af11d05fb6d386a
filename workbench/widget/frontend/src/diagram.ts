// The drawn diagram as the canvas sees it: entities with their places, and which of them is selected.
import { lendFonts } from "./fonts";
import { subjectOf } from "./protocol";
import { parseDiagram } from "./sanitise";
import type { Box } from "./viewport";

const NAMESPACE = "http://www.w3.org/2000/svg";
const RING = 4;

const number = (element: Element, name: string) => Number.parseFloat(element.getAttribute(name) ?? "") || 0;

function translation(element: Element): { x: number; y: number } {
  const match = /translate\(\s*([-\d.]+)[\s,]*([-\d.]*)/.exec(element.getAttribute("transform") ?? "");
  return { x: Number(match?.[1] ?? 0) || 0, y: Number(match?.[2] ?? 0) || 0 };
}

/** Place of an entity within its own group: that of the largest rectangle drawn for it. */
function ownBox(group: Element): Box {
  const boxes = [...group.querySelectorAll("rect:not(.workbench-ring)")].map((rect) => ({
    x: number(rect, "x"),
    y: number(rect, "y"),
    width: number(rect, "width"),
    height: number(rect, "height"),
  }));
  return boxes.reduce((a, b) => (b.width * b.height > a.width * a.height ? b : a), { x: 0, y: 0, width: 0, height: 0 });
}

export class Diagram {
  readonly svg: SVGSVGElement;
  readonly extent: Box;
  private readonly groups = new Map<string, SVGElement>();
  private painted: string[] = [];
  private readonly takeBack: () => void;

  /** Throws RefusedError for a text that is not shown. */
  constructor(text: string) {
    this.svg = parseDiagram(text);
    this.extent = extentOf(this.svg);
    this.svg.removeAttribute("width");
    this.svg.removeAttribute("height");
    this.svg.setAttribute("preserveAspectRatio", "xMinYMin meet");
    // As an image its parts would be hidden from screen readers; here they can be chosen.
    this.svg.setAttribute("role", "group");
    for (const group of this.svg.querySelectorAll<SVGElement>("[data-entity]")) this.adopt(group);
    this.takeBack = lendFonts(this.svg);
  }

  private adopt(group: SVGElement): void {
    const subject = subjectOf(group);
    if (this.groups.has(subject)) return;
    this.groups.set(subject, group);
    group.setAttribute("tabindex", "0");
    group.setAttribute("role", "button");
    group.setAttribute("aria-pressed", "false");
    if (!group.hasAttribute("aria-label")) {
      group.setAttribute("aria-label", `entity ${group.getAttribute("data-entity")}`);
    }
    const ring = document.createElementNS(NAMESPACE, "rect");
    const box = ownBox(group);
    ring.setAttribute("class", "workbench-ring");
    ring.setAttribute("x", String(box.x - RING));
    ring.setAttribute("y", String(box.y - RING));
    ring.setAttribute("width", String(box.width + 2 * RING));
    ring.setAttribute("height", String(box.height + 2 * RING));
    ring.setAttribute("rx", "10");
    group.append(ring);
  }

  get subjects(): string[] {
    return [...this.groups.keys()];
  }

  /** Subject of the entity that a part of the drawing belongs to. */
  subjectAt(target: EventTarget | null): string | undefined {
    const group = target instanceof Element ? target.closest("[data-entity]") : null;
    return group ? subjectOf(group) : undefined;
  }

  /** Place of an entity in the drawing. */
  boxOf(subject: string): Box | undefined {
    const group = this.groups.get(subject);
    if (!group) return undefined;
    const box = ownBox(group);
    for (let at: Element | null = group; at && at !== this.svg; at = at.parentElement) {
      const { x, y } = translation(at);
      box.x += x;
      box.y += y;
    }
    return box;
  }

  select(subject: string): void {
    for (const [known, group] of this.groups) {
      group.classList.toggle("workbench-selected", known === subject);
      group.setAttribute("aria-pressed", String(known === subject));
    }
  }

  /** Put colours over those that the diagram was drawn in, by the names of its CSS variables. */
  paint(colors: Record<string, string>): void {
    for (const name of this.painted) this.svg.style.removeProperty(name);
    this.painted = Object.keys(colors).map((name) => `--${name}`);
    for (const [name, color] of Object.entries(colors)) this.svg.style.setProperty(`--${name}`, color);
  }

  focus(subject: string): void {
    this.groups.get(subject)?.focus({ preventScroll: true });
  }

  dispose(): void {
    this.takeBack();
    this.svg.remove();
  }
}

function extentOf(svg: Element): Box {
  const box = (svg.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  if (box.length === 4 && box.every(Number.isFinite)) {
    return { x: box[0]!, y: box[1]!, width: box[2]!, height: box[3]! };
  }
  return { x: 0, y: 0, width: number(svg, "width"), height: number(svg, "height") };
}
