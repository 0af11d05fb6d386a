// What Python and the front end say to each other. `workbench/widget/screen.py` is the other half, and the files of
// `workbench/widget/panes/` say what can be asked and done.
import type { Change, Scene } from "./canvas/scene";

/** Traits that Python and the front end share. */
export interface Traits {
  /** Number of the session's state that is shown. */
  revision: number;
  /** What is selected, as the text of a subject (`entity:orders`), or nothing. */
  selected: string;
  /** `auto` follows the page. */
  theme: "auto" | "light" | "dark";
  /** What the diagram shows, for people who do not see it. */
  label: string;
  /** Names of the modules that are fetched once a page, by their files. */
  modules: Record<string, string>;
  /** Height on the page in pixels. */
  height: number;
}

/** An edit as `workbench/formats/edits.py` reads it. */
export type Edit = { do: string } & Record<string, unknown>;
export type Given = Record<string, unknown>;

export type FromFrontEnd =
  /** A view has come onto a page: Python sends the whole scene. */
  | { type: "view"; open: boolean }
  /** Something was missed: the whole scene is wanted. */
  | { type: "again" }
  /** A module is wanted on this page. */
  | { type: "module"; name: string }
  /** A person has chosen an entity, or nothing. */
  | { type: "select"; subject: string; revision: number }
  /** A pane wants to know something. */
  | { type: "ask"; what: string; given: Given; number: number }
  /** A person wants something changed, on the revision that is seen. */
  | { type: "do"; what: string; given: Given; revision: number; number: number };

export type FromPython =
  | { type: "scene"; scene: Scene; state: Status }
  | { type: "change"; base: number; change: Change | null; state: Status }
  | { type: "done"; number: number; answer?: unknown }
  | { type: "refused"; number: number; message: string; kind?: string; places?: Place[] }
  | { type: "module"; name: string };

/** Line and column (from 1), length and what is wrong there. */
export type Place = [number, number, number, string];

/** How things stand, whatever the model is. */
export interface Status {
  revision: number;
  /** What undo would take back, or nothing. */
  undo: string | null;
  redo: string | null;
  /** Whether there is anything to save. */
  dirty: boolean;
  /** Name of the file that it is saved to. */
  file: string | null;
  /** How many errors, warnings and pieces of advice wait. */
  findings: [number, number, number];
  /** Entities with an error or a warning. */
  marks: Record<string, "error" | "warning">;
  /** What Python could not do by itself: lay out, keep unsaved work. */
  fault: string;
  detail: "names" | "keys" | "all";
}
