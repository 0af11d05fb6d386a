// The menus of the canvas: what can be done with a table, a column, several tables, and the empty ground.
import { added, moved, toggled } from "../changes";
import type { Entity } from "../model";
import { attributeOf, nameOf, quoted } from "../names";
import type { Items } from "../parts/menu";
import type { Store } from "../store";
import type { Way } from "./nodes";

export interface Hands {
  store: Store;
  rename(subject: string): void;
  retype(subject: string): void;
  copy(tables: string[]): void;
  arrange(tables: string[]): void;
  align(way: Way): void;
  drop(subjects: string[]): void;
}

/** Edits that a menu works out from the entity as it is now. */
export function ofColumn(entity: Entity, name: string, hands: Hands): Items {
  const { store } = hands;
  const attribute = entity.attributes.find((candidate) => candidate.name === name);
  if (!attribute) return [];
  const table = nameOf(entity.subject);
  const subject = attributeOf(table, name);
  const at = entity.attributes.indexOf(attribute);
  const flag = (label: string, field: "key" | "unique" | "required" | "identity", checked: boolean, disabled = false) => ({
    label, checked, disabled, do: () => void store.edit(...toggled(entity, attribute, field)),
  });
  /** An enum of its own: the column becomes one of its values. */
  const list = () => {
    const name = quoted(`${entity.name}_${attribute.name}`);
    const values = [{ name: "first" }, { name: "second" }];
    void store
      .edit({ do: "add", kind: "enum", node: { name, values } }, { do: "change", subject, values: { type: `enum:${name}`, default: null } })
      .then((done) => done && store.open("table", "enums"));
  };
  const cell = (label: string, field: string) => ({ label, do: () => store.open("table", `${name} ${field}`) });
  return [
    { label: "Rename", keys: "F2", do: () => hands.rename(subject) },
    { label: `Type: ${attribute.type}…`, keys: "T", do: () => hands.retype(subject) },
    "-",
    flag("Primary key", "key", attribute.key),
    flag("Unique", "unique", attribute.unique),
    flag("Required", "required", !attribute.nullable, attribute.key),
    flag("Numbered by the engine", "identity", Boolean(attribute.identity)),
    "-",
    { label: "Make it a list of values…", disabled: attribute.type.startsWith("enum:") || attribute.key, do: list },
    cell("Default…", "default"),
    cell("Generated from…", "generated"),
    cell("Comment…", "note"),
    cell("Personal data…", "personal"),
    "-",
    { label: "Move up", keys: "Alt ↑", disabled: at === 0, do: () => void store.edit(...moved(entity, name, -1)) },
    { label: "Move down", keys: "Alt ↓", disabled: at === entity.attributes.length - 1, do: () => void store.edit(...moved(entity, name, 1)) },
    { label: "Duplicate", keys: "Ctrl D", do: () => void store.try("canvas.copy_attribute", { entity: table, attribute: name }) },
    { label: "Add a column below", keys: "Insert", do: () => void store.edit(added(entity, {}, at + 1)) },
    { label: "Delete", keys: "Del", danger: true, do: () => hands.drop([subject]) },
  ];
}

export function ofTable(entity: Entity, hands: Hands): Items {
  const { store } = hands;
  const table = nameOf(entity.subject);
  const addIndex = () => {
    const first = entity.attributes.find((one) => !one.key && !one.unique) ?? entity.attributes[0]; // a key has one already
    if (first) void store.edit({ do: "add", kind: "index", node: { parts: [{ attribute: first.name }] }, within: table }).then(() => store.open("table", "indexes"));
  };
  return [
    { label: "Rename", keys: "F2", do: () => hands.rename(entity.subject) },
    { label: "Add a column", keys: "Insert", do: () => void store.edit(added(entity)) },
    { label: "Edit as a grid", keys: "Enter", do: () => store.open("table") },
    { label: "Show in the text", do: () => store.open("text", entity.subject) },
    { label: "Show its findings", do: () => store.open("findings", table) },
    "-",
    { label: "Refer to another table…", do: () => store.open("table", "references") },
    { label: "Add a subtype", disabled: !entity.key, do: () => void choose(store, "canvas.subtype", { parent: table }) },
    { label: "Add an index", disabled: entity.attributes.length === 0, do: addIndex },
    { label: "Add a check…", do: () => store.open("table", "checks") },
    { label: "Comment, colour, subject area…", do: () => store.open("table", "about") },
    "-",
    { label: "Copy as DBML", keys: "Ctrl C", do: () => hands.copy([table]) },
    { label: "Duplicate", keys: "Ctrl D", do: () => void choose(store, "canvas.copy", { entities: [table] }) },
    { label: "Arrange it anew", do: () => hands.arrange([table]) },
    { label: "Delete", keys: "Del", danger: true, do: () => hands.drop([entity.subject]) },
  ];
}

export function ofTables(tables: string[], hands: Hands): Items {
  const { store } = hands;
  const [one, other] = tables;
  const ways: [string, Way][] = [
    ["Align left", "left"], ["Align centres", "centre"], ["Align right", "right"],
    ["Align tops", "top"], ["Align middles", "middle"], ["Align bottoms", "bottom"],
    ["Spread across", "across"], ["Spread down", "down"],
  ];
  return [
    tables.length === 2 && { label: "Join many to many", do: () => void choose(store, "canvas.junction", { one, other }) },
    tables.length === 2 && { label: `Let ${one} refer to ${other}`, do: () => void store.try("canvas.refer", { child: one, parent: other }) },
    tables.length === 2 && { label: `Let ${other} refer to ${one}`, do: () => void store.try("canvas.refer", { child: other, parent: one }) },
    tables.length === 2 && "-",
    ...ways.map(([label, way]) => ({ label, disabled: tables.length < (way === "across" || way === "down" ? 3 : 2), do: () => hands.align(way) })),
    { label: "Arrange them anew", do: () => hands.arrange(tables) },
    "-",
    { label: "Make a subject area of them", do: () => void area(store, tables) },
    { label: "Copy as DBML", keys: "Ctrl C", do: () => hands.copy(tables) },
    { label: "Duplicate", keys: "Ctrl D", do: () => void choose(store, "canvas.copy", { entities: tables }) },
    { label: "Delete", keys: "Del", danger: true, do: () => hands.drop(tables.map((name) => `entity:${name}`)) },
  ];
}

/** Do something that makes a table, and choose that table. */
export async function choose(store: Store, what: string, given: Record<string, unknown>): Promise<void> {
  const made = await store.try<string>(what, given);
  if (typeof made === "string" && made) store.select(`entity:${made}`);
}

async function area(store: Store, tables: string[]): Promise<void> {
  const { areas } = await store.ask<{ areas: string[] }>("table.names");
  let [name, number] = ["area_1", 1];
  while (areas.includes(name)) name = `area_${++number}`;
  void store.edit({ do: "add", kind: "area", node: { name: quoted(name), entities: tables } });
}
