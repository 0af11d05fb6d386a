// What the tests of the front end share.
import type { Box, Line, Scene } from "./canvas/scene";

export function box(name: string, x = 0, columns: string[] = ["id"]): Box {
  const rows = columns.map((column, index) => ({
    kind: "attribute" as const,
    name: column,
    label: column,
    type: "int32",
    type_label: "int32",
    marks: column === "id" ? ["PK"] : [],
    nullable: column !== "id",
    note: null,
    top: 32 + index * 24,
    height: 24,
  }));
  return {
    key: `entity:${name}`, subject: `entity:${name}`, kind: "entity", name, label: name, schema: null, x, y: 0, width: 180,
    height: 32 + columns.length * 24, header: 32, rows, note: null, color: null, marks_width: 24,
  };
}

export function line(child: string, column: string, parent: string): Line {
  const subject = `reference:${child}(${column})->${parent}(id)`;
  return {
    key: subject,
    subject,
    kind: "reference",
    points: [[180, 44], [240, 44], [240, 68], [300, 68]],
    parent: { entity: parent, attributes: ["id"], cardinality: "1" },
    child: { entity: child, attributes: [column], cardinality: "0..*" },
    identifying: false, confidence: null, note: null, color: null,
  };
}

export const SHOP: Scene = {
  boxes: [box("customers"), box("orders", 300, ["id", "customer_id"])],
  lines: [line("orders", "customer_id", "customers")],
  frames: [],
};
