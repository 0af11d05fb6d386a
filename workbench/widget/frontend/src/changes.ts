// Changes of an entity as edits: what a cell of the grid, an entry of a menu or a pasted table means.
import type { Attribute, Default, Entity } from "./model";
import { attributeOf, free, nameOf } from "./names";
import type { Edit } from "./protocol";

export type Field =
  | "name" | "type" | "key" | "unique" | "required" | "identity" | "default" | "generated" | "note" | "personal" | "unit";

export const FLAGS: ReadonlySet<Field> = new Set<Field>(["key", "unique", "required", "identity"]);

/** Text of a cell. */
export function shown(attribute: Attribute, field: Field): string {
  switch (field) {
    case "key":
      return attribute.key ? "yes" : "";
    case "unique":
      return attribute.unique ? "yes" : "";
    case "required":
      return attribute.nullable ? "" : "yes";
    case "identity":
      return attribute.identity ? "yes" : "";
    case "default":
      return attribute.default ? writtenDefault(attribute.default) : "";
    case "generated":
      return attribute.generated?.expression ?? "";
    default:
      return attribute[field] ?? "";
  }
}

/** A default as people write it: 'text', 12, true, null, and an expression in backticks where it might be taken for text. */
export function writtenDefault(value: Default): string {
  if (value.kind === "expression") return /[(]/.test(value.value) ? value.value : `\`${value.value}\``;
  if (value.kind === "null") return "null";
  const plain = value.kind === undefined || value.kind === "text";
  return plain && readDefault(value.value)?.kind !== "text" ? `'${value.value}'` : value.value;
}

/** What somebody means by a default: numbers, true and false, null, `expressions` and calls are what they look like. */
export function readDefault(text: string, type = ""): Default | null {
  const written = text.trim();
  if (written === "") return null;
  const quoted = /^'([\s\S]*)'$/.exec(written) ?? /^"([\s\S]*)"$/.exec(written);
  if (quoted) return { value: quoted[1]!, kind: "text" };
  const ticked = /^`([\s\S]*)`$/.exec(written);
  if (ticked) return { value: ticked[1]!, kind: "expression" };
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(written)) return { value: written, kind: "number" };
  if (/^(true|false)$/i.test(written)) return { value: written.toLowerCase(), kind: "boolean" };
  if (/^null$/i.test(written)) return { value: "null", kind: "null" };
  if (/^(current_(date|time|timestamp|user)|localtime(stamp)?)$/i.test(written)) return { value: written, kind: "expression" };
  if (/^[A-Za-z_][\w.]*\([\s\S]*\)$/.test(written)) return { value: written, kind: "expression" };
  return { value: written, kind: type.startsWith("enum:") ? "enum" : "text" };
}

const YES = /^(yes|y|true|t|1|x|✓|✔|ja|j|oui|si|pk|pri|not null|unique)$/i;

/** Edits that put a text into a cell; none where it says so already. */
export function changed(entity: Entity, attribute: Attribute, field: Field, text: string): Edit[] {
  const value = text.trim();
  const subject = attribute.subject;
  const change = (values: Record<string, unknown>): Edit[] => [{ do: "change", subject, values }];
  if (FLAGS.has(field) ? YES.test(value) === (shown(attribute, field) !== "") : value === shown(attribute, field)) return [];
  const owner = nameOf(entity.subject);
  switch (field) {
    case "name":
      return value === "" ? [] : [{ do: "rename", subject, to: value }];
    case "type":
      return value === "" ? [] : change({ type: value });
    case "key":
      return withKey(entity, attribute.name, YES.test(value));
    case "unique": {
      const known = entity.keys.find((key) => key.attributes.length === 1 && key.attributes[0] === attribute.name);
      if (known) return [{ do: "drop", subject: known.subject }];
      return [{ do: "add", kind: "key", node: { attributes: [attribute.name] }, within: owner }];
    }
    case "required":
      return change({ nullable: !YES.test(value) });
    case "identity":
      return change({ identity: YES.test(value) });
    case "default":
      return change({ default: readDefault(value, attribute.type) });
    case "generated":
      return change({ generated: value === "" ? null : { expression: value, stored: attribute.generated?.stored ?? true } });
    default:
      return change({ [field]: value === "" ? null : value });
  }
}

/** Edit of the primary key that has an attribute in it, or not, in the order of the columns. */
export function withKey(entity: Entity, name: string, wanted: boolean): Edit[] {
  const old = entity.key?.attributes ?? [];
  if (old.includes(name) === wanted) return [];
  const order = entity.attributes.map((attribute) => attribute.name);
  const kept = wanted ? [...old, name].sort((a, b) => order.indexOf(a) - order.indexOf(b)) : old.filter((other) => other !== name);
  const { subject: _subject, ...key } = entity.key ?? { subject: "" };
  return [{ do: "primary key", entity: nameOf(entity.subject), key: kept.length ? { ...key, attributes: kept } : null }];
}

/** Edits that turn a flag round. */
export function toggled(entity: Entity, attribute: Attribute, field: Field): Edit[] {
  return changed(entity, attribute, field, shown(attribute, field) === "" ? "yes" : "no");
}

/** Edit that adds a column, at a place or at the end; the next free name where none is given. */
export function added(entity: Entity, values: Record<string, unknown> = {}, position?: number): Edit {
  const taken = entity.attributes.map((attribute) => attribute.name);
  const node = { name: free("column", taken), ...values };
  return { do: "add", kind: "attribute", node, within: nameOf(entity.subject), ...(position === undefined ? {} : { position }) };
}

/** Edit that moves a column by some places; none at either end. */
export function moved(entity: Entity, name: string, by: number): Edit[] {
  const from = entity.attributes.findIndex((attribute) => attribute.name === name);
  const to = from + by;
  if (from < 0 || by === 0 || to < 0 || to >= entity.attributes.length) return [];
  return [{ do: "move", subject: attributeOf(nameOf(entity.subject), name), position: to }];
}

/** Cells of a text that a spreadsheet has copied: tabs between cells, lines between rows, quotes around what holds either. */
export function cells(text: string): string[][] {
  const rows: string[][] = [[]];
  let [cell, quotes] = ["", false];
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < source.length; at++) {
    const char = source[at]!;
    if (quotes) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') cell += source[++at]!;
      else quotes = false;
    } else if (char === '"' && cell === "") quotes = true;
    else if (char === "\t" || char === "\n") {
      rows.at(-1)!.push(cell);
      cell = "";
      if (char === "\n") rows.push([]);
    } else cell += char;
  }
  rows.at(-1)!.push(cell);
  return rows;
}

/** Cells as a spreadsheet reads them. */
export function spread(rows: readonly (readonly string[])[]): string {
  const written = (cell: string) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(written).join("\t")).join("\n");
}

const HEADINGS: Record<string, Field> = {
  name: "name", column: "name", "column name": "name", attribute: "name", field: "name", type: "type", "data type": "type", datatype: "type",
  pk: "key", key: "key", "primary key": "key", unique: "unique", u: "unique", required: "required", "not null": "required", nn: "required",
  identity: "identity", "auto increment": "identity", default: "default", generated: "generated", comment: "note", note: "note",
  description: "note", personal: "personal", unit: "unit",
};

/** Which fields the first row of a pasted table names; nothing where it is no heading. */
export function heading(row: readonly string[]): (Field | undefined)[] | null {
  const found = row.map((cell) => HEADINGS[cell.trim().toLowerCase()]);
  return row.length > 1 && found.every(Boolean) && found.includes("name") ? found : null;
}

/**
 * Edits that put a pasted table into the grid from a cell on: rows below the last one become columns of the entity. A
 * heading says itself what its columns are; then rows with the name of a column are about that one.
 */
export function pasted(entity: Entity, from: { row: number; field: Field }, fields: readonly Field[], table: string[][]): Edit[] {
  const head = heading(table[0] ?? []);
  const columns = head ?? fields.slice(fields.indexOf(from.field));
  const rows = (head ? table.slice(1) : table).filter((row) => row.some((cell) => cell.trim() !== ""));
  const owner = nameOf(entity.subject);
  const edits: Edit[] = [];
  const late: Edit[] = []; // renames come last: the others still say the old name
  let now = entity; // as it is after the edits so far, for keys of several columns
  const taken = entity.attributes.map((attribute) => attribute.name);
  rows.forEach((row, offset) => {
    const given = new Map(columns.flatMap((field, index) => (field && row[index] !== undefined ? [[field, row[index].trim()] as const] : [])));
    const name = given.get("name");
    const known = head ? entity.attributes.find((attribute) => attribute.name === name) : entity.attributes[from.row + offset];
    let attribute: Attribute;
    if (known) attribute = now.attributes.find((other) => other.name === known.name)!;
    else {
      const fresh = name || free("column", taken);
      taken.push(fresh);
      const type = given.get("type") || "text";
      attribute = { subject: attributeOf(owner, fresh), name: fresh, type, spelled: "", nullable: true, key: false, unique: false, column: fresh };
      edits.push({ do: "add", kind: "attribute", node: { name: fresh, type }, within: owner });
      now = { ...now, attributes: [...now.attributes, attribute] };
    }
    for (const [field, text] of given) {
      if (!known && (field === "name" || field === "type")) continue;
      const made = changed(now, attribute, field, text);
      (field === "name" ? late : edits).push(...made);
      const last = made.at(-1);
      if (last?.["do"] === "primary key") now = { ...now, key: last["key"] ? { subject: "", ...(last["key"] as { attributes: string[] }) } : null };
    }
  });
  return [...edits, ...late];
}
