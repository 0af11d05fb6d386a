// What Python and the front end say to each other. `workbench/widget/canvas.py` is the other half.

/** Traits that Python and the front end share. */
export interface CanvasTraits {
  /** The diagram as one SVG element, laid out and drawn in Python. */
  svg: string;
  /** Number of the session's state that the diagram shows. */
  revision: number;
  /** What is selected, as the text of a subject (`entity:orders`), or nothing. */
  selected: string;
  /** `auto` follows the page. */
  theme: "auto" | "light" | "dark";
  /** Colours of the diagram in the dark, by the names of its CSS variables; it is drawn in those of the light. */
  dark: Record<string, string>;
  /** What the diagram shows, for people who do not see it. */
  label: string;
}

/** A person has chosen an entity (or nothing) in the diagram of this revision. */
export interface SelectMessage {
  type: "select";
  subject: string;
  revision: number;
}

/** A view of the canvas has come onto a page, or has left it. */
export interface ViewMessage {
  type: "view";
  open: boolean;
}

export type Message = SelectMessage | ViewMessage;

/** Subject of the entity that an element of the diagram stands for. */
export function subjectOf(element: Element): string {
  return `entity:${element.getAttribute("data-entity") ?? ""}`;
}
