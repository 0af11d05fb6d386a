// A table on the canvas: its name, its columns, and what of them can be edited in place.
import { Handle, type NodeProps, Position, useStore as useFlow } from "@xyflow/react";
import { memo, useState } from "react";
import type { EntityNode } from "./nodes";
import { nameOf } from "./nodes";
import type { Row } from "./scene";

const SMALL = 0.4; // below this zoom only names are drawn

function Field({ value, label, done }: { value: string; label: string; done: (text: string | null) => void }) {
  const [text, setText] = useState(value);
  return (
    <input
      className="wb-field nodrag nopan"
      aria-label={label}
      value={text}
      autoFocus
      onFocus={(event) => event.target.select()}
      onChange={(event) => setText(event.target.value)}
      onBlur={() => done(null)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") done(text.trim());
        if (event.key === "Escape") done(null);
      }}
    />
  );
}

function Column({ row, node, fixed }: { row: Row; node: EntityNode["data"]; fixed: boolean }) {
  const [editing, setEditing] = useState(false);
  const entity = nameOf(node.box.subject);
  const subject = `attribute:${entity}.${quoted(row.name)}`;
  const rename = (text: string | null) => {
    setEditing(false);
    if (text && text !== row.name) void node.store.edit({ do: "rename", subject, to: text });
  };
  return (
    <div
      className={`wb-row${row.marks.includes("PK") ? " wb-key" : ""}`}
      style={{ top: row.top, height: row.height }}
      data-attribute={row.name}
      title={row.note ? `${row.name}: ${row.note}` : `${row.name} ${row.type}`}
      onDoubleClick={(event) => {
        event.stopPropagation();
        if (!fixed) setEditing(true);
      }}
    >
      <Handle type="source" id={`${row.name}:l`} position={Position.Left} aria-hidden />
      <span className="wb-marks" style={{ width: node.box.marks_width }}>
        {row.marks.join(" ")}
      </span>
      {editing ? (
        <Field value={row.name} label={`New name of ${row.name}`} done={rename} />
      ) : (
        <>
          <span className="wb-name">{row.label}</span>
          <span className="wb-type">
            {row.type_label}
            {row.nullable ? "" : row.type_label ? "" : ""}
          </span>
        </>
      )}
      <Handle type="source" id={`${row.name}:r`} position={Position.Right} aria-hidden />
    </div>
  );
}

/** Name as a subject spells it. */
export function quoted(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

export const Entity = memo(function Entity({ data, selected }: NodeProps<EntityNode>) {
  const [editing, setEditing] = useState(false);
  const far = useFlow((state) => state.transform[2] < SMALL);
  const { box, store } = data;
  const fixed = box.kind === "enum";
  const rename = (text: string | null) => {
    setEditing(false);
    if (text && text !== box.name) {
      const to = box.schema ? `${quoted(box.schema)}.${quoted(text)}` : quoted(text);
      void store.edit({ do: "rename", subject: box.subject, to });
    }
  };
  return (
    <div
      className={`wb-box wb-${box.kind}`}
      style={{ width: box.width, height: box.height, ...(box.color ? { borderTopColor: box.color } : {}) }}
      data-entity={fixed ? undefined : nameOf(box.subject)}
      role="button"
      tabIndex={0}
      aria-pressed={selected ?? false}
      aria-label={`${fixed ? "enum" : "entity"} ${box.name}, ${box.rows.length} ${fixed ? "values" : "attributes"}`}
      title={box.note ?? undefined}
    >
      <div
        className="wb-head"
        style={{ height: box.header }}
        onDoubleClick={(event) => {
          event.stopPropagation();
          if (!fixed) setEditing(true);
        }}
      >
        {editing ? (
          <Field value={box.name} label={`New name of ${box.name}`} done={rename} />
        ) : (
          <>
            {box.schema ? <span className="wb-schema">{box.schema}</span> : null}
            <span className="wb-title">{box.label}</span>
          </>
        )}
      </div>
      {far ? null : box.rows.map((row) => <Column key={row.name} row={row} node={data} fixed={fixed || row.kind !== "attribute"} />)}
    </div>
  );
});
