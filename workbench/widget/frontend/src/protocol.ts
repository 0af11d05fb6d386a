// What Python and the front end say to each other. `workbench/widget/canvas.py` is the other half.
import type { Change, Scene } from "./scene";

/** Traits that Python and the front end share. */
export interface CanvasTraits {
  /** Number of the session's state that is shown. */
  revision: number;
  /** What is selected, as the text of a subject (`entity:orders`), or nothing. */
  selected: string;
  /** `auto` follows the page. */
  theme: "auto" | "light" | "dark";
  /** What the diagram shows, for people who do not see it. */
  label: string;
  /** Name of the module that draws; it is fetched once a page. */
  module: string;
}

/** An edit as `workbench/formats/edits.py` reads it. */
export type Edit = { do: string } & Record<string, unknown>;

export type FromFrontEnd =
  /** A view has come onto a page: Python sends the whole scene. */
  | { type: "view"; open: boolean }
  /** Something was missed: the whole scene is wanted. */
  | { type: "again" }
  /** The module that draws is wanted on this page. */
  | { type: "module"; name: string }
  /** A person has chosen an entity, or nothing. */
  | { type: "select"; subject: string; revision: number }
  /** A person wants something changed. */
  | { type: "edit"; edits: Edit[]; revision: number; number: number }
  /** Entities were put somewhere; all places are sent, so that no other one moves. */
  | { type: "place"; positions: Record<string, [number, number]>; revision: number; number: number }
  | { type: "command"; name: "undo" | "redo" | "arrange"; number: number };

export type FromPython =
  | { type: "scene"; scene: Scene; shift: [number, number]; state: Status }
  | { type: "change"; base: number; change: Change; shift: [number, number]; state: Status }
  | { type: "done"; number: number }
  | { type: "refused"; number: number; message: string }
  | { type: "module"; name: string };

/** What the toolbar shows. */
export interface Status {
  revision: number;
  undo: string | null;
  redo: string | null;
  dirty: boolean;
}
