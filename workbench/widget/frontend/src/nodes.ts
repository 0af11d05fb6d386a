// Boxes, frames and lines of the scene as nodes and edges of React Flow.
import type { Edge, Node } from "@xyflow/react";
import type { Box, Frame, Line, Scene } from "./scene";
import type { Store } from "./store";

export type EntityNode = Node<{ box: Box; store: Store }, "entity">;
export type FrameNode = Node<{ frame: Frame }, "frame">;
export type LineEdge = Edge<{ line: Line; parent: Box; child: Box; store: Store }, "line">;
export type AnyNode = EntityNode | FrameNode;

/** Name in the text of a subject: `entity:sales.orders` → `sales.orders`. */
export function nameOf(subject: string): string {
  return subject.slice(subject.indexOf(":") + 1);
}

/** Nodes of a scene; those of boxes that are the same objects are the same nodes as before. */
export function nodesOf(scene: Scene, before: readonly AnyNode[], selected: string, store: Store): AnyNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const frames: AnyNode[] = scene.frames.map((frame) => ({
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
  }));
  const boxes: AnyNode[] = scene.boxes.map((box) => {
    const old = known.get(box.subject);
    const chosen = box.subject === selected;
    if (old?.type === "entity" && old.data.box === box && old.selected === chosen) {
      return old.position.x === box.x && old.position.y === box.y ? old : { ...old, position: { x: box.x, y: box.y } };
    }
    return {
      ...(old?.type === "entity" ? old : {}), // what React Flow has measured of it stays
      id: box.subject,
      type: "entity",
      position: { x: box.x, y: box.y },
      data: { box, store },
      selected: chosen,
      focusable: false, // the box itself is
      width: box.width,
      height: box.height,
      measured: { width: box.width, height: box.height }, // without it React Flow forgets where the columns are
    };
  });
  return [...frames, ...boxes];
}

export function edgesOf(scene: Scene, before: readonly LineEdge[], store: Store): LineEdge[] {
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
        data: { line, parent, child, store },
        ariaLabel: `reference ${nameOf(line.subject)}`,
        ...(old?.selected ? { selected: true } : {}),
      } satisfies LineEdge,
    ];
  });
}

/** The lines of the canvas; those that begin or end at a table stand out and lie above the others. */
export function standingOut(edges: readonly LineEdge[], table: string): LineEdge[] {
  return edges.map((edge) => (table && (edge.source === table || edge.target === table) ? { ...edge, className: "wb-near", zIndex: 1 } : edge));
}
