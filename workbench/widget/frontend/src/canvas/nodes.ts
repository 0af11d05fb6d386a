// Boxes, frames and lines of the scene as nodes and edges of React Flow.
import type { Edge, Node } from "@xyflow/react";
import { nameOf } from "../names";
import type { Box, Frame, Line, Scene } from "./scene";

export interface BoxData extends Record<string, unknown> {
  box: Box;
  /** The worst that lint says of the table. */
  mark: string;
  /** The column that the keys are about. */
  row: string;
}
export type EntityNode = Node<BoxData, "entity">;
export type FrameNode = Node<{ frame: Frame }, "frame">;
export type LineEdge = Edge<{ line: Line; parent: Box; child: Box }, "line">;
export type AnyNode = EntityNode | FrameNode;

export { nameOf };

/** Nodes of a scene; those of boxes that are the same objects are the same nodes as before. */
export function nodesOf(scene: Scene, before: readonly AnyNode[], marks: Record<string, string> = {}, picked: { table: string; row: string } = { table: "", row: "" }): AnyNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const frames: AnyNode[] = scene.frames.map((frame) => {
    const old = known.get(frame.key);
    if (old?.type === "frame" && old.data.frame === frame) return old;
    return {
      id: frame.key,
      type: "frame",
      position: { x: frame.x, y: frame.y },
      data: { frame },
      draggable: false,
      selectable: false,
      focusable: false,
      zIndex: -1,
      width: frame.width,
      height: frame.height,
    };
  });
  const boxes: AnyNode[] = scene.boxes.map((box) => {
    const old = known.get(box.subject);
    const mark = (box.kind === "entity" && marks[nameOf(box.subject)]) || "";
    const row = box.subject === picked.table ? picked.row : "";
    if (old?.type === "entity" && old.data.box === box && old.data.mark === mark && old.data.row === row) {
      return old.position.x === box.x && old.position.y === box.y ? old : { ...old, position: { x: box.x, y: box.y } };
    }
    return {
      ...(old?.type === "entity" ? old : {}), // what React Flow has measured of it stays, and whether it is chosen
      id: box.subject,
      type: "entity",
      position: { x: box.x, y: box.y },
      data: { box, mark, row },
      focusable: false, // the box itself is
      width: box.width,
      height: box.height,
      measured: { width: box.width, height: box.height }, // without it React Flow forgets where the columns are
    };
  });
  return [...frames, ...boxes];
}

/** The same nodes with others of them chosen; those that stay as they are, are the same objects. */
export function choosing(nodes: readonly AnyNode[], chosen: ReadonlySet<string>): AnyNode[] {
  return nodes.map((node) => (Boolean(node.selected) === chosen.has(node.id) ? node : { ...node, selected: chosen.has(node.id) }));
}

export function edgesOf(scene: Scene, before: readonly LineEdge[]): LineEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  const boxes = new Map(scene.boxes.map((box) => [box.subject, box]));
  return scene.lines.flatMap((line) => {
    const parent = boxes.get(`entity:${line.parent.entity}`);
    const child = boxes.get(`entity:${line.child.entity}`);
    if (!parent || !child) return [];
    const old = known.get(line.key);
    if (old?.data?.line === line && old.data.parent === parent && old.data.child === child) return [old];
    return [
      {
        id: line.key,
        type: "line",
        source: parent.subject,
        target: child.subject,
        data: { line, parent, child },
        ariaLabel: `${line.kind} ${nameOf(line.subject)}`,
        ...(old?.selected ? { selected: true } : {}),
      } satisfies LineEdge,
    ];
  });
}

/** The reference that one has become whose columns were changed: the only new one between either of its tables. */
export function followed(subject: string, before: Scene, after: Scene): string | null {
  if (after.lines.some((line) => line.subject === subject)) return subject;
  const old = before.lines.find((line) => line.subject === subject);
  const known = new Set(before.lines.map((line) => line.subject));
  const come = after.lines.filter((line) => !known.has(line.subject) && (line.child.entity === old?.child.entity || line.parent.entity === old?.parent.entity));
  return come.length === 1 ? come[0]!.subject : null;
}

/** The lines of the canvas; those that begin or end at a table stand out and lie above the others. */
export function standingOut(edges: readonly LineEdge[], table: string): LineEdge[] {
  if (!table) return edges as LineEdge[];
  return edges.map((edge) => (edge.source === table || edge.target === table ? { ...edge, className: "wb-near", zIndex: 1 } : edge));
}

export type Places = Record<string, [number, number]>;
type Sized = { id: string; position: { x: number; y: number }; width?: number | undefined; height?: number | undefined };
export type Way = "left" | "centre" | "right" | "top" | "middle" | "bottom" | "across" | "down";

// Pixels that stay free: for the tools above, the overview below, and to see that there is nothing more.
const [ABOVE, BELOW, AROUND] = [64, 120, 24];

/** The viewport moved as little as shows the whole of a table, or the beginning of one that is larger. */
export function seeing(node: Sized, view: { x: number; y: number; zoom: number }, size: readonly [number, number]): { x: number; y: number; zoom: number } {
  const moved = (start: number, length: number, from: number, to: number) => {
    const [first, last] = [start * view.zoom, (start + length) * view.zoom];
    return (shift: number) => Math.max(Math.min(shift, to - last), from - first);
  };
  const across = moved(node.position.x, node.width ?? 0, AROUND, size[0] - AROUND);
  const down = moved(node.position.y, node.height ?? 0, ABOVE, size[1] - BELOW);
  return { x: across(view.x), y: down(view.y), zoom: view.zoom };
}

/** Where tables stand once they are aligned, or spread at equal distances. */
export function aligned(nodes: readonly Sized[], way: Way): Map<string, { x: number; y: number }> {
  const level = way === "top" || way === "middle" || way === "bottom" || way === "down";
  const [at, size] = level ? (["y", "height"] as const) : (["x", "width"] as const);
  const length = (node: Sized) => node[size] ?? 0;
  const first = Math.min(...nodes.map((node) => node.position[at]));
  const last = Math.max(...nodes.map((node) => node.position[at] + length(node)));
  const found = new Map<string, { x: number; y: number }>();
  if (way === "across" || way === "down") {
    const sorted = [...nodes].sort((a, b) => a.position[at] - b.position[at]);
    const gap = (last - first - sorted.reduce((sum, node) => sum + length(node), 0)) / Math.max(1, sorted.length - 1);
    let next = first;
    for (const node of sorted) {
      found.set(node.id, { ...node.position, [at]: next });
      next += length(node) + gap;
    }
    return found;
  }
  for (const node of nodes) {
    const place =
      way === "left" || way === "top" ? first : way === "right" || way === "bottom" ? last - length(node) : (first + last - length(node)) / 2;
    found.set(node.id, { ...node.position, [at]: place });
  }
  return found;
}
