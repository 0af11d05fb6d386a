// What gestures on the canvas mean: a line that is drawn, tables that are copied.
import type { Connection, FinalConnectionState } from "@xyflow/react";
import { nameOf } from "../names";
import type { Given } from "../protocol";
import type { Box } from "./scene";

const HEAD = "*"; // a table as a whole

/**
 * Reference that a line means which a person has drawn: from the column that refers to the one referred to, or the
 * other way round where only the first is a key. From or to a table's head, Python finds the columns, or makes them.
 */
export function drawn(connection: Connection, boxes: readonly Box[]): Given | null {
  const column = (handle: string | null | undefined) => handle?.replace(/:[lr]$/, "");
  let [from, to] = [column(connection.sourceHandle), column(connection.targetHandle)];
  let child = boxes.find((box) => box.subject === connection.source);
  let parent = boxes.find((box) => box.subject === connection.target);
  if (!child || !parent || !from || !to || child.kind === "enum" || parent.kind === "enum") return null;
  if (child === parent && from === to && from !== HEAD) return null;
  const key = (box: Box, name: string) => box.rows.some((row) => row.name === name && row.marks.some((mark) => mark === "PK" || mark === "U"));
  if (from !== HEAD && to !== HEAD && key(child, from) && !key(parent, to)) [child, parent, from, to] = [parent, child, to, from];
  const ends = { child: nameOf(child.subject), parent: nameOf(parent.subject) };
  if (to === HEAD) {
    const keys = parent.rows.filter((row) => row.marks.includes("PK"));
    return from === HEAD || keys.length !== 1 ? ends : { ...ends, pairs: [[from, keys[0]!.name]] };
  }
  return { ...ends, pairs: [[from === HEAD ? null : from, to]] };
}

/** Ends of a line that was let go inside a table, beside the squares: it means the row or the head under the hand. */
export function endedOn(event: MouseEvent | TouchEvent, state: FinalConnectionState): Connection | null {
  if (state.toHandle || !state.fromNode || !state.fromHandle) return null;
  const point = "changedTouches" in event ? event.changedTouches[0] : event;
  const under = point && document.elementFromPoint(point.clientX, point.clientY);
  const entity = under?.closest<HTMLElement>("[data-entity]")?.dataset["entity"];
  if (entity === undefined) return null;
  const row = under?.closest<HTMLElement>("[data-attribute]")?.dataset["attribute"] ?? HEAD;
  return { source: state.fromNode.id, sourceHandle: state.fromHandle.id ?? null, target: `entity:${entity}`, targetHandle: `${row}:l` };
}

/** Put a text where other programs find it; older pages only know the second way. */
export async function intoClipboard(text: string): Promise<void> {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const before = document.activeElement as HTMLElement | null;
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  before?.focus();
  if (!done) throw new Error("The browser does not let this page copy.");
}
