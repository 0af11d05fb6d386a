// The attributes of an entity as a table to type in, for people who think in spreadsheets.
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { FLAGS, type Field as Name, added, cells, changed, moved, pasted, shown, spread, toggled } from "../changes";
import { useStore } from "../hooks";
import type { Attribute, Entity, Names } from "../model";
import { nameOf } from "../names";
import { Combobox } from "../parts/combobox";
import { Field } from "../parts/field";
import { TypeField } from "../parts/typefield";
import type { Edit } from "../protocol";

interface Column {
  field: Name;
  title: string;
  about: string;
  width: number;
}

export const COLUMNS: readonly Column[] = [
  { field: "name", title: "Name", about: "Name of the column", width: 132 },
  { field: "type", title: "Type", about: "Logical type, and what it becomes on the chosen engine", width: 168 },
  { field: "key", title: "PK", about: "Part of the primary key", width: 34 },
  { field: "required", title: "NN", about: "Required: not null", width: 34 },
  { field: "unique", title: "U", about: "Unique by itself", width: 34 },
  { field: "identity", title: "Nr", about: "Numbered by the engine", width: 34 },
  { field: "default", title: "Default", about: "What it gets when nothing is given: text, 12, true, now()", width: 100 },
  { field: "generated", title: "Generated", about: "SQL expression that it is computed by", width: 110 },
  { field: "note", title: "Comment", about: "What people should know of it", width: 170 },
  { field: "personal", title: "Personal data", about: "Class of personal data; such values are masked", width: 90 },
  { field: "unit", title: "Unit", about: "What numbers count: EUR, kg", width: 60 },
];
const FIELDS = COLUMNS.map((column) => column.field);

export function Grid({ entity, names, wanted }: { entity: Entity; names: Names | undefined; wanted: string }) {
  const [store, { row: picked }] = useStore();
  const [at, setAt] = useState<[number, number]>([0, 0]);
  const [editing, setEditing] = useState<{ first: string | undefined } | null>(null);
  const [anchor, setAnchor] = useState<[number, number] | null>(null); // the other end of what is chosen
  const grid = useRef<HTMLDivElement>(null);
  const held = useRef<number | null>(null); // the row that is being dragged
  const owner = nameOf(entity.subject);
  const { attributes } = entity;
  const last = attributes.length; // the row that adds
  const [row, column] = [Math.min(at[0], last), at[1]];
  const attribute: Attribute | undefined = attributes[row];

  useEffect(() => {
    const [name, field] = [wanted.slice(0, wanted.lastIndexOf(" ")), wanted.slice(wanted.lastIndexOf(" ") + 1)];
    const to = attributes.findIndex((candidate) => candidate.name === name);
    const place = FIELDS.indexOf(field as Name);
    if (to < 0 || place < 0) return;
    setAt([to, place]);
    setEditing(FLAGS.has(field as Name) ? null : { first: undefined });
    store.open("table"); // done: another table that is chosen is not asked for the same
    requestAnimationFrame(() => grid.current?.querySelector<HTMLElement>(`[data-cell="${to} ${place}"]`)?.scrollIntoView({ block: "nearest", inline: "nearest" }));
  }, [wanted]);
  useEffect(() => {
    const to = attributes.findIndex((candidate) => candidate.name === picked);
    if (to >= 0 && to !== row && !grid.current?.contains(document.activeElement)) setAt([to, column]);
  }, [picked]);

  const focusAt = (to: [number, number]) => {
    // At once: what is typed next is this cell's, and a focus that came later would take it from the field in it.
    flushSync(() => setAt(to));
    const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${to[0]} ${to[1]}"]`);
    if (cell && !cell.contains(document.activeElement)) cell.focus();
    const name = attributes[to[0]]?.name;
    if (name) store.pick(name);
  };
  const go = (rows: number, columns: number, extend = false) => {
    setAnchor(extend ? (anchor ?? [row, column]) : null);
    focusAt([Math.max(0, Math.min(last, row + rows)), Math.max(0, Math.min(FIELDS.length - 1, column + columns))]);
  };
  const range = (): [number, number, number, number] => {
    const [a, b] = anchor ?? [row, column];
    return [Math.min(a, row), Math.max(a, row), Math.min(b, column), Math.max(b, column)];
  };
  const apply = async (edits: Edit[]) => {
    if (edits.length > 0) await store.edit(...edits);
  };

  const finish = async (text: string | null, down = true) => {
    setEditing(null);
    const field = FIELDS[column]!;
    if (text !== null) {
      if (attribute) await apply(changed(entity, attribute, field, text));
      else if (text.trim()) await apply([added(entity, { [field === "type" ? "type" : "name"]: text.trim() })]);
    }
    if (text !== null && down) focusAt([row + (attribute ? 1 : 1), column]);
    else focusAt([row, column]);
  };
  const erase = () => {
    const [top, bottom, left, right] = range();
    const edits: Edit[] = [];
    for (const other of attributes.slice(top, bottom + 1)) {
      for (const field of FIELDS.slice(left, right + 1)) if (field !== "name" && field !== "type") edits.push(...changed(entity, other, field, ""));
    }
    void apply(edits);
  };
  const drop = () => {
    const [top, bottom] = range();
    const subjects = attributes.slice(top, bottom + 1).map((other) => other.subject);
    if (subjects.length) void store.try("canvas.drop", { subjects });
  };
  const begin = (first?: string) => {
    if (FLAGS.has(FIELDS[column]!)) {
      if (attribute) void apply(toggled(entity, attribute, FIELDS[column]!));
    } else flushSync(() => setEditing({ first })); // the next key is the field's already
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (editing) return;
    const control = event.ctrlKey || event.metaKey;
    const keys = `${control ? "Ctrl " : ""}${event.altKey ? "Alt " : ""}${event.key}`;
    const act: Record<string, () => void> = {
      ArrowDown: () => go(1, 0, event.shiftKey),
      ArrowUp: () => go(-1, 0, event.shiftKey),
      ArrowLeft: () => go(0, -1, event.shiftKey),
      ArrowRight: () => go(0, 1, event.shiftKey),
      Home: () => go(0, -99, event.shiftKey),
      End: () => go(0, 99, event.shiftKey),
      "Ctrl Home": () => go(-9999, -99),
      "Ctrl End": () => go(9999, 99),
      Enter: () => begin(),
      F2: () => begin(),
      " ": () => begin(),
      Delete: erase,
      Backspace: erase,
      "Ctrl Delete": drop,
      "Ctrl Backspace": drop,
      "Ctrl -": drop,
      "Ctrl d": () => attribute && void store.try("canvas.copy_attribute", { entity: owner, attribute: attribute.name }),
      "Alt ArrowUp": () => attribute && row > 0 && void apply(moved(entity, attribute.name, -1)).then(() => focusAt([row - 1, column])),
      "Alt ArrowDown": () => attribute && row < last - 1 && void apply(moved(entity, attribute.name, 1)).then(() => focusAt([row + 1, column])),
      Insert: () => void apply([added(entity, {}, row)]),
      Escape: () => setAnchor(null),
    };
    const found = act[keys];
    if (found) found();
    else if (event.key.length === 1 && !control && !event.altKey && !FLAGS.has(FIELDS[column]!)) begin(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (editing) return;
    event.preventDefault();
    event.stopPropagation();
    void apply(pasted(entity, { row, field: FIELDS[column]! }, FIELDS, cells(event.clipboardData.getData("text/plain"))));
  };
  const onCopy = (event: ClipboardEvent) => {
    if (editing) return;
    const [top, bottom, left, right] = range();
    const rows = attributes.slice(top, bottom + 1).map((other) => FIELDS.slice(left, right + 1).map((field) => shown(other, field)));
    event.clipboardData.setData("text/plain", spread(rows));
    event.preventDefault();
    event.stopPropagation();
  };
  const letGo = (onto: number) => {
    const from = held.current;
    held.current = null;
    const name = from === null ? undefined : attributes[from]?.name;
    if (name && from !== null && from !== onto) void apply(moved(entity, name, Math.min(onto, attributes.length - 1) - from));
  };

  const editor = (field: Name) => {
    const value = attribute ? shown(attribute, field) : "";
    const label = `${COLUMNS[column]!.title} of ${attribute?.name ?? "a new column"}`;
    const done = (text: string | null) => void finish(text);
    if (field === "type") return <TypeField value={value} label={label} done={done} className="wb-cell-field" first={editing?.first} />;
    if (field === "personal") {
      const options = (names?.personal ?? []).map((kind) => ({ value: kind }));
      return <Combobox value={value} label={label} options={() => options} done={done} className="wb-cell-field" first={editing?.first} />;
    }
    return <Field key={`${row} ${field}`} value={editing?.first ?? value} at={editing?.first === undefined ? "once" : "end"} label={label} done={done} className="wb-cell-field" multiline={field === "note"} />;
  };
  const [top, bottom, left, right] = range();
  const cell = (index: number, place: number, other: Attribute | undefined) => {
    const { field, title, width } = COLUMNS[place]!;
    const here = index === row && place === column;
    const chosen = anchor !== null && index >= top && index <= bottom && place >= left && place <= right;
    const text = other ? shown(other, field) : "";
    return (
      <div
        key={field}
        role="gridcell"
        data-cell={`${index} ${place}`}
        tabIndex={here ? 0 : -1}
        aria-label={`${title} of ${other?.name ?? "a new column"}: ${text || "nothing"}`}
        aria-selected={here || chosen}
        aria-readonly={false}
        className={`wb-cell${here ? " wb-here" : ""}${chosen ? " wb-in-range" : ""}${FLAGS.has(field) ? " wb-flag" : ""}`}
        style={{ width }}
        onPointerDown={(event) => {
          if (editing && here) return;
          if (event.shiftKey) setAnchor(anchor ?? [row, column]);
          else setAnchor(null);
          focusAt([index, place]);
        }}
        onClick={() => FLAGS.has(field) && other && void apply(toggled(entity, other, field))}
        onDoubleClick={() => !FLAGS.has(field) && setEditing({ first: undefined })}
        title={field === "type" && other?.spelled ? `${other.type} becomes ${other.spelled}` : text || undefined}
      >
        {here && editing ? (
          editor(field)
        ) : FLAGS.has(field) ? (
          other ? <span aria-hidden="true">{text ? "✓" : ""}</span> : null
        ) : other ? (
          <>
            <span>{field === "type" ? text.replace(/^enum:/, "") : text}</span>
            {field === "type" && other.spelled ? <small>{other.spelled}</small> : null}
          </>
        ) : place === 0 ? (
          <span className="wb-soft">+ column</span>
        ) : null}
      </div>
    );
  };
  return (
    <div
      ref={grid}
      className="wb-grid"
      role="grid"
      aria-label={`Columns of ${owner}`}
      aria-rowcount={attributes.length + 2}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
      onCopy={onCopy}
    >
      <div role="row" className="wb-grid-row wb-grid-head">
        <div role="columnheader" className="wb-handle">
          <span className="wb-hidden">Move</span>
        </div>
        {COLUMNS.map(({ field, title, about, width }) => (
          <div key={field} role="columnheader" className="wb-cell" style={{ width }} title={about}>
            {title}
          </div>
        ))}
      </div>
      {/* Rows are told by their places: what is typed goes on when the column under it gets its name from Python. */}
      {[...attributes, undefined].map((other, index) => (
        <div
          key={index}
          role="row"
          data-attribute={other?.name}
          className={`wb-grid-row${other && other.name === picked ? " wb-picked" : ""}${other ? "" : " wb-grid-new"}`}
          onDragOver={(event) => held.current !== null && event.preventDefault()}
          onDrop={() => letGo(index)}
        >
          <div
            role="rowheader"
            className="wb-handle"
            aria-label={other ? `${other.name}, ${index + 1} of ${attributes.length}` : "A new column"}
            title={other ? "Drag to move the column" : undefined}
            draggable={Boolean(other)}
            onDragStart={(event) => {
              held.current = index;
              event.dataTransfer.effectAllowed = "move";
              event.dataTransfer.setData("text/plain", other?.name ?? "");
            }}
          >
            <span className="wb-hidden">{other?.name ?? "A new column"}</span>
            {other ? <span aria-hidden="true">⠿</span> : null}
          </div>
          {COLUMNS.map((_, place) => cell(index, place, other))}
        </div>
      ))}
    </div>
  );
}
