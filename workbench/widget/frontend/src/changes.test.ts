import { expect, test } from "vitest";
import { type Field, added, cells, changed, heading, moved, pasted, readDefault, shown, spread, toggled, withKey, writtenDefault } from "./changes";
import type { Attribute, Entity } from "./model";

const FIELDS: Field[] = ["name", "type", "key", "required", "unique", "identity", "default", "generated", "note", "personal", "unit"];

function attribute(name: string, more: Partial<Attribute> = {}): Attribute {
  return { subject: `attribute:orders.${name}`, name, type: "int32", spelled: "", nullable: true, key: false, unique: false, column: name, ...more };
}

const orders: Entity = {
  subject: "entity:orders", name: "orders", schema: null, note: null, color: null,
  attributes: [attribute("id", { key: true, nullable: false }), attribute("code", { unique: true }), attribute("amount")],
  key: { subject: "key:orders(id)", attributes: ["id"], name: "orders_pk" },
  keys: [{ subject: "key:orders(code)", attributes: ["code"] }],
  indexes: [], checks: [], references: [], referred: [], subtypes: [], areas: [],
};
const [id, code, amount] = orders.attributes as [Attribute, Attribute, Attribute];

test("a cell that says so already changes nothing", () => {
  for (const field of FIELDS) expect(changed(orders, id, field, shown(id, field))).toEqual([]);
});

test("text of a cell becomes the edit that it means", () => {
  expect(changed(orders, amount, "name", " total ")).toEqual([{ do: "rename", subject: "attribute:orders.amount", to: "total" }]);
  expect(changed(orders, amount, "name", " ")).toEqual([]); // a column has a name
  expect(changed(orders, amount, "type", "decimal(10,2)")).toEqual([{ do: "change", subject: amount.subject, values: { type: "decimal(10,2)" } }]);
  expect(changed(orders, amount, "required", "x")).toEqual([{ do: "change", subject: amount.subject, values: { nullable: false } }]);
  expect(changed(orders, amount, "note", "in EUR")).toEqual([{ do: "change", subject: amount.subject, values: { note: "in EUR" } }]);
  expect(changed(orders, { ...amount, note: "in EUR" }, "note", "")).toEqual([{ do: "change", subject: amount.subject, values: { note: null } }]);
  expect(changed(orders, amount, "generated", "a + b")).toEqual([{ do: "change", subject: amount.subject, values: { generated: { expression: "a + b", stored: true } } }]);
});

test("unique is a key of its own, which goes again", () => {
  expect(toggled(orders, amount, "unique")).toEqual([{ do: "add", kind: "key", node: { attributes: ["amount"] }, within: "orders" }]);
  expect(toggled(orders, code, "unique")).toEqual([{ do: "drop", subject: "key:orders(code)" }]);
});

test("the primary key keeps its name and the order of the columns", () => {
  const both = withKey({ ...orders, key: { ...orders.key!, attributes: ["amount"] } }, "id", true);
  expect(both).toEqual([{ do: "primary key", entity: "orders", key: { name: "orders_pk", attributes: ["id", "amount"] } }]);
  expect(toggled(orders, id, "key")).toEqual([{ do: "primary key", entity: "orders", key: null }]);
  expect(withKey(orders, "id", true)).toEqual([]);
});

test.each([
  ["12.50", "number", "12.50"], ["-3e5", "number", "-3e5"], ["TRUE", "boolean", "true"], ["null", "null", "null"], ["now()", "expression", "now()"],
  ["CURRENT_DATE", "expression", "CURRENT_DATE"], ["`a + 1`", "expression", "a + 1"], ["'12'", "text", "12"], ["new", "text", "new"], ["12 monkeys", "text", "12 monkeys"],
])("the default %s is of the kind %s", (written, kind, value) => {
  const read = readDefault(written)!;
  expect(read).toEqual({ value, kind });
  expect(readDefault(writtenDefault(read))).toEqual(read); // what is shown means the same again
});

test("the default of an enum is one of its values, and nothing is none", () => {
  expect(readDefault("open", "enum:state")).toEqual({ value: "open", kind: "enum" });
  expect(readDefault("  ")).toBeNull();
});

test("columns are added under a free name and moved within the table", () => {
  expect(added({ ...orders, attributes: [attribute("Column_1")] }, { type: "date" }, 2)).toEqual({
    do: "add", kind: "attribute", node: { name: "column_2", type: "date" }, within: "orders", position: 2,
  });
  expect(moved(orders, "amount", -1)).toEqual([{ do: "move", subject: "attribute:orders.amount", position: 1 }]);
  expect([moved(orders, "amount", 1), moved(orders, "id", -1), moved(orders, "gone", 1)]).toEqual([[], [], []]);
});

test("what a spreadsheet copies is read, and written so that it reads it", () => {
  const table = [["a", 'say "hi"'], ["two\nlines", "b\tc"], ["", "x"]];
  expect(cells(spread(table))).toEqual(table);
  expect(cells("a\tb\r\n1\t2\r\n")).toEqual([["a", "b"], ["1", "2"]]);
  expect(cells('5" pipe\tx')).toEqual([['5" pipe', "x"]]);
});

test("a pasted table goes over the cells from the chosen one on, and adds columns below", () => {
  const edits = pasted(orders, { row: 2, field: "name" }, FIELDS, [["total", "decimal(8,2)", "", "yes"], ["paid_on", "date"], ["", ""]]);
  expect(edits).toEqual([
    { do: "change", subject: "attribute:orders.amount", values: { type: "decimal(8,2)" } },
    { do: "change", subject: "attribute:orders.amount", values: { nullable: false } },
    { do: "add", kind: "attribute", node: { name: "paid_on", type: "date" }, within: "orders" },
    { do: "rename", subject: "attribute:orders.amount", to: "total" },
  ]);
});

test("a heading says what the columns are, and names say which rows are there already", () => {
  expect(heading(["Column", "Data type", "Comment"])).toEqual(["name", "type", "note"]);
  expect(heading(["total", "decimal"])).toBeNull();
  const edits = pasted(orders, { row: 0, field: "note" }, FIELDS, [["name", "type", "pk"], ["amount", "date", "x"], ["fresh", "text", "x"]]);
  expect(edits).toEqual([
    { do: "change", subject: "attribute:orders.amount", values: { type: "date" } },
    { do: "primary key", entity: "orders", key: { name: "orders_pk", attributes: ["id", "amount"] } },
    { do: "add", kind: "attribute", node: { name: "fresh", type: "text" }, within: "orders" },
    { do: "primary key", entity: "orders", key: { name: "orders_pk", attributes: ["id", "amount", "fresh"] } },
  ]);
});
