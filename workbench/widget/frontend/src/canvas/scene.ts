// The scene: everything that the canvas shows, laid out in Python (`workbench/diagram/_scene.py`), in pixels.

export type Point = readonly [number, number];

export interface Row {
  kind: "attribute" | "value" | "more";
  name: string;
  label: string;
  type: string;
  type_label: string;
  marks: readonly string[];
  nullable: boolean;
  note: string | null;
  top: number;
  height: number;
}

export interface Box {
  /** What this is told by: the subject, where that is drawn once. */
  key: string;
  subject: string;
  kind: "entity" | "enum";
  name: string;
  label: string;
  schema: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
  header: number;
  rows: readonly Row[];
  note: string | null;
  color: string | null;
  marks_width: number;
}

export interface End {
  entity: string;
  attributes: readonly string[];
  cardinality: "1" | "0..1" | "1..*" | "0..*" | null;
}

export interface Line {
  key: string;
  subject: string;
  kind: "reference" | "subtype";
  points: readonly Point[];
  parent: End;
  child: End;
  identifying: boolean;
  confidence: number | null;
  note: string | null;
  color: string | null;
}

export interface Frame {
  key: string;
  subject: string;
  label: string;
  x: number;
  y: number;
  width: number;
  height: number;
  color: string | null;
}

export interface Scene {
  boxes: readonly Box[];
  lines: readonly Line[];
  frames: readonly Frame[];
}

export const EMPTY: Scene = { boxes: [], lines: [], frames: [] };

/** A thing that was not there before, by its key, or those from one place in the order before up to another one. */
export type Run = string | [number, number];

/** What is otherwise in the next scene; `order` says what is there in which order, where that has changed. */
export interface Change {
  boxes: readonly Box[];
  lines: readonly Line[];
  frames: readonly Frame[];
  order: Partial<Record<keyof Scene, readonly Run[]>>;
}

function merged<T extends { key: string }>(old: readonly T[], changed: readonly T[], order?: readonly Run[]): readonly T[] {
  if (changed.length === 0 && !order) return old;
  const known = new Map(old.map((item) => [item.key, item]));
  for (const item of changed) known.set(item.key, item);
  const keys = (runs: readonly Run[]) =>
    runs.flatMap((run) => (typeof run === "string" ? [run] : old.slice(...run).map((item) => item.key)));
  return keys(order ?? [[0, old.length]]).flatMap((key) => known.get(key) ?? []);
}

/** The next scene; parts that are the same stay the same objects. */
export function applied(scene: Scene, change: Change): Scene {
  return {
    boxes: merged(scene.boxes, change.boxes, change.order.boxes),
    lines: merged(scene.lines, change.lines, change.order.lines),
    frames: merged(scene.frames, change.frames, change.order.frames),
  };
}
