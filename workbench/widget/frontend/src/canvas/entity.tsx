// A table on the canvas: its name, its columns, and what of them is edited in place.
import { Handle, type NodeProps, Position, useStore as useFlow } from "@xyflow/react";
import { type MouseEvent, createContext, memo, useContext, useState } from "react";
import { StoreContext, usePending } from "../hooks";
import { attributeOf, nameOf, quoted } from "../names";
import { Field } from "../parts/field";
import { TypeField } from "../parts/typefield";
import type { EntityNode } from "./nodes";
import type { Row } from "./scene";

const SMALL = 0.4; // below this zoom only names are drawn

/** What is being edited: a table, a column's name or its type; and the menus that the canvas opens. */
export interface Editing {
  /** `rename`, `type` and a subject. */
  what: string;
  begin(what: "rename" | "type", subject: string): void;
  end(): void;
  menu(at: [number, number], subject: string): void;
}

export const EditingContext = createContext<Editing>({ what: "", begin: () => undefined, end: () => undefined, menu: () => undefined });

function Ends({ id }: { id: string }) {
  return (
    <>
      <Handle type="source" id={`${id}:l`} position={Position.Left} aria-hidden />
      <Handle type="source" id={`${id}:r`} position={Position.Right} aria-hidden />
    </>
  );
}

function Column({ row, node, fixed }: { row: Row; node: EntityNode["data"]; fixed: boolean }) {
  const store = useContext(StoreContext);
  const editing = useContext(EditingContext);
  const entity = nameOf(node.box.subject);
  const subject = attributeOf(entity, row.name);
  const [label, naming] = usePending(row.label);
  const [type, typing] = usePending(row.type_label);
  const rename = (text: string | null) => {
    editing.end();
    if (text && text !== row.name) naming(text, store.edit({ do: "rename", subject, to: text }));
  };
  const retype = (text: string | null) => {
    editing.end();
    if (text && text !== row.type) typing(text, store.edit({ do: "change", subject, values: { type: text } }));
  };
  const open = (what: "rename" | "type") => (event: MouseEvent) => {
    event.stopPropagation();
    if (!fixed) editing.begin(what, subject);
  };
  return (
    <div
      className={`wb-row${row.marks.includes("PK") ? " wb-key" : ""}${node.row === row.name ? " wb-active" : ""}`}
      style={{ top: row.top, height: row.height }}
      data-attribute={row.name}
      title={row.note ? `${row.name}: ${row.note}` : `${row.name} ${row.type}${row.nullable ? "" : ", required"}`}
      onClick={() => store.pick(row.kind === "attribute" ? row.name : "")}
      onDoubleClick={open("rename")}
      onContextMenu={(event) => {
        if (fixed) return;
        event.preventDefault();
        event.stopPropagation();
        store.select(node.box.subject);
        store.pick(row.name);
        editing.menu([event.clientX, event.clientY], subject);
      }}
    >
      {fixed ? null : <Ends id={row.name} />}
      <span className="wb-marks" style={{ width: node.box.marks_width }}>
        {row.marks.join(" ")}
      </span>
      {editing.what === `rename ${subject}` ? (
        <Field value={row.name} label={`New name of ${row.name}`} done={rename} next={(text) => editing.begin("type", attributeOf(entity, text || row.name))} />
      ) : editing.what === `type ${subject}` ? (
        <>
          <span className="wb-name">{label}</span>
          <TypeField value={row.type} label={`Type of ${row.name}`} done={retype} />
        </>
      ) : (
        <>
          <span className="wb-name">{label}</span>
          <span className="wb-type" onDoubleClick={open("type")}>
            {type}
          </span>
        </>
      )}
    </div>
  );
}

/** Size of a name that is broken between its words: as on the screen near by, or what the box holds. */
function farSize(words: readonly string[], box: { width: number; height: number }, zoom: number): number {
  const longest = Math.max(...words.map((word) => word.length));
  return Math.min(13 / zoom, (box.width - 16) / (longest * 0.66), (box.height - 8) / (words.length * 1.2));
}

export const Entity = memo(function Entity({ data, selected }: NodeProps<EntityNode>) {
  const store = useContext(StoreContext);
  const editing = useContext(EditingContext);
  // In steps, so that tables are not drawn anew with each notch of the wheel.
  const zoom = useFlow((state) => (state.transform[2] < SMALL ? Math.max(0.05, Math.round(state.transform[2] * 20) / 20) : 1));
  const far = zoom < 1;
  const { box, mark } = data;
  const [over, setOver] = useState(false);
  const [label, naming] = usePending(box.label);
  const fixed = box.kind === "enum";
  const rename = (text: string | null) => {
    editing.end();
    if (text && text !== box.name) {
      const to = box.schema ? `${quoted(box.schema)}.${quoted(text)}` : quoted(text);
      naming(text, store.edit({ do: "rename", subject: box.subject, to }));
    }
  };
  const words = far ? box.name.split(/(?<=[_ .-])|(?<=[a-z])(?=[A-Z])/) : [];
  const active = data.row ? `, at ${data.row}` : "";
  const told = mark ? `, with ${mark === "error" ? "an error" : "a warning"}` : "";
  return (
    <div
      className={`wb-box wb-${box.kind}${far ? " wb-far" : ""}`}
      style={{ width: box.width, height: box.height, ...(box.color ? { borderTopColor: box.color, borderTopWidth: 3 } : {}) }}
      data-entity={fixed ? undefined : nameOf(box.subject)}
      role="group" // a button may hold no menu
      tabIndex={0}
      aria-current={selected ? "true" : undefined}
      aria-label={`${fixed ? "enum" : "entity"} ${box.name}, ${box.rows.length} ${fixed ? "values" : "attributes"}${told}${active}`}
      title={box.note ?? undefined}
      onMouseEnter={() => setOver(true)}
      onMouseLeave={() => setOver(false)}
    >
      <div
        className="wb-head"
        style={{ height: box.header }}
        onClick={() => store.pick("")}
        onDoubleClick={(event) => {
          event.stopPropagation();
          if (!fixed) editing.begin("rename", box.subject);
        }}
      >
        {fixed ? null : <Ends id="*" />}
        {editing.what === `rename ${box.subject}` ? (
          <Field value={box.name} label={`New name of ${box.name}`} done={rename} />
        ) : (
          <>
            {box.schema && !far ? <span className="wb-schema">{box.schema}</span> : null}
            <span className="wb-title" style={far ? { fontSize: farSize(words, box, zoom) } : undefined}>
              {far ? words.map((word, index) => <span key={index}>{word}</span>) : label}
            </span>
            {fixed && !far ? <small>enum</small> : null}
            {mark && !far ? (
              <button
                type="button"
                tabIndex={-1}
                className={`wb-badge wb-${mark}-mark nodrag`}
                title={`What is wrong with ${box.name}`}
                aria-label={`What is wrong with ${box.name}`}
                onClick={() => store.open("findings", nameOf(box.subject))}
              >
                !
              </button>
            ) : null}
            {(over || selected) && !fixed && !far ? (
              <button
                type="button"
                tabIndex={-1}
                className="wb-more nodrag"
                title="What can be done with this table"
                aria-label={`Menu of ${box.name}`}
                onClick={(event) => {
                  event.stopPropagation();
                  store.select(box.subject);
                  editing.menu([event.clientX, event.clientY], box.subject);
                }}
              >
                ⋯
              </button>
            ) : null}
          </>
        )}
      </div>
      {far ? null : box.rows.map((row) => <Column key={row.name} row={row} node={data} fixed={fixed || row.kind !== "attribute"} />)}
    </div>
  );
});
