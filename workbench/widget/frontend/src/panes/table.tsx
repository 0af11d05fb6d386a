// The chosen table: its grid, and what is not about single columns: keys, indexes, checks, references, subtypes.
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useAnswer, useStore } from "../hooks";
import type { Entity, Index, Names } from "../model";
import { nameOf, quoted } from "../names";
import { Field } from "../parts/field";
import { Choice, ReferenceForm, Tick } from "../parts/referenceform";
import { Grid } from "./grid";

const METHODS = ["", "btree", "hash", "gin", "gist", "spgist", "brin", "fulltext", "spatial"].map((name) => [name, name || "the engine's choice"] as const);

function Part({ title, count, name, children, add }: { title: string; count?: number; name: string; children: ReactNode; add?: ReactNode }) {
  const [store, { wanted }] = useStore();
  const ref = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (wanted !== name || !ref.current) return;
    ref.current.open = true;
    ref.current.scrollIntoView({ block: "nearest" });
    ref.current.querySelector<HTMLElement>("input, select, button")?.focus();
    store.open("table"); // done: another table that is chosen is not asked for the same
  }, [store, wanted, name]);
  return (
    <details ref={ref} className="wb-part" open={Boolean(count)}>
      <summary>
        {title}
        {count ? <span className="wb-count">{count}</span> : null}
      </summary>
      {children}
      {add}
    </details>
  );
}

/** Columns to choose in order, for a key or an index. */
function Columns({ entity, chosen, label, change }: { entity: Entity; chosen: readonly string[]; label: string; change(names: string[]): void }) {
  return (
    <span className="wb-chips" role="group" aria-label={label}>
      {chosen.map((name) => (
        <span key={name} className="wb-chip">
          {name}
          <button type="button" aria-label={`Take ${name} out`} onClick={() => change(chosen.filter((other) => other !== name))}>
            ×
          </button>
        </span>
      ))}
      <select aria-label={`Add a column to ${label}`} value="" onChange={(event) => event.target.value && change([...chosen, event.target.value])}>
        <option value="">+ column</option>
        {entity.attributes
          .filter(({ name }) => !chosen.includes(name))
          .map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
      </select>
    </span>
  );
}

function IndexForm({ entity, index }: { entity: Entity; index: Index }) {
  const [store] = useStore();
  const change = (values: Record<string, unknown>) => void store.edit({ do: "change", subject: index.subject, values });
  const text = index.parts.map((part) => `${part.attribute ?? `(${part.expression})`}${part.descending ? " desc" : ""}`).join(", ");
  const read = (written: string) =>
    written.split(/,(?![^(]*\))/).map((piece) => {
      const part = piece.trim();
      const descending = /\sdesc$/i.test(part);
      const what = part.replace(/\s(desc|asc)$/i, "").trim();
      const known = entity.attributes.some(({ name }) => name === what);
      return { ...(known ? { attribute: what } : { expression: what.replace(/^\((.*)\)$/, "$1") }), ...(descending ? { descending } : {}) };
    });
  const line = (label: string, value: string, done: (text: string) => void, placeholder = "") => (
    <label className="wb-choice">
      <span>{label}</span>
      <Field value={value} label={`${label} of the index ${index.label}`} at="later" className="wb-input" placeholder={placeholder} done={(typed) => typed !== null && typed !== value && done(typed)} />
    </label>
  );
  return (
    <div className="wb-form wb-boxed">
      {line("On", text, (typed) => typed && change({ parts: read(typed) }), "columns, or (expressions)")}
      {line("Name", index.name ?? "", (typed) => change({ name: typed || null }), "made by the template")}
      {line("Where", index.where ?? "", (typed) => change({ where: typed || null }), "all rows")}
      {line("Included", (index.include ?? []).join(", "), (typed) => change({ include: typed.split(",").map((name) => name.trim()).filter(Boolean) }), "no further columns")}
      <Choice label="Method" value={index.method ?? ""} options={METHODS} change={(value) => change({ method: value || null })} />
      <div className="wb-ticks">
        <Tick label="unique" checked={index.unique ?? false} change={(unique) => change({ unique })} />
        <button type="button" className="wb-danger" onClick={() => void store.edit({ do: "drop", subject: index.subject })}>
          Delete
        </button>
      </div>
    </div>
  );
}

function About({ entity, names }: { entity: Entity; names: Names | undefined }) {
  const [store] = useStore();
  const table = nameOf(entity.subject);
  const change = (values: Record<string, unknown>) => void store.edit({ do: "change", subject: entity.subject, values });
  const areas = useAnswer<Record<string, string[]>>("table.areas", {}).value ?? {};
  const [area] = entity.areas;
  const into = (name: string) => {
    const out = entity.areas.map((other) => ({ do: "change", subject: `area:${other}`, values: { entities: (areas[other] ?? []).filter((member) => member !== table) } }));
    const put = name && areas[name] ? [{ do: "change", subject: `area:${name}`, values: { entities: [...areas[name], table] } }] : [];
    const made = name && !areas[name] ? [{ do: "add", kind: "area", node: { name: quoted(name), entities: [table] } }] : [];
    void store.edit(...out, ...put, ...made);
  };
  return (
    <div className="wb-form">
      <label className="wb-choice">
        <span>Comment</span>
        <Field value={entity.note ?? ""} label={`Comment on ${table}`} at="later" className="wb-input" multiline done={(text) => text !== null && text !== (entity.note ?? "") && change({ note: text || null })} />
      </label>
      <label className="wb-choice">
        <span>Schema</span>
        <Field
          value={entity.schema ?? ""}
          label={`Schema of ${table}`}
          at="later"
          className="wb-input"
          placeholder="the engine's own"
          done={(text) => text !== null && text !== (entity.schema ?? "") && void store.edit({ do: "rename", subject: entity.subject, to: text ? `${quoted(text)}.${quoted(entity.name)}` : quoted(entity.name) })}
        />
      </label>
      <div className="wb-choice">
        <span id="wb-area">Subject area</span>
        <span className="wb-both">
          <select aria-labelledby="wb-area" value={area ?? ""} onChange={(event) => into(event.target.value)}>
            <option value="">none</option>
            {(names?.areas ?? []).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
          <Field key={entity.areas.join()} value="" label="Name of a new subject area" at="later" className="wb-input" placeholder="or a new one" done={(text) => text && into(text)} />
        </span>
      </div>
      <div className="wb-choice">
        <span id="wb-colour">Colour</span>
        <span className="wb-both">
          <input type="color" aria-labelledby="wb-colour" defaultValue={entity.color ?? "#0b6b5d"} key={entity.color ?? ""} onBlur={(event) => event.target.value !== (entity.color ?? "#0b6b5d") && change({ color: event.target.value })} />
          {entity.color ? (
            <button type="button" className="wb-link" onClick={() => change({ color: null })}>
              none
            </button>
          ) : null}
        </span>
      </div>
    </div>
  );
}

function Subtypes({ entity }: { entity: Entity }) {
  const [store] = useStore();
  const table = nameOf(entity.subject);
  return (
    <>
      {entity.subtypes.map((one) => {
        const change = (values: Record<string, unknown>) => void store.edit({ do: "change", subject: one.subject, values });
        return (
          <div key={one.subject} className="wb-form wb-boxed">
            <p>
              <strong>{one.children.join(", ")}</strong> {one.children.length > 1 ? "are" : "is"} a kind of <strong>{one.parent}</strong>
            </p>
            <div className="wb-ticks">
              <Tick label="disjoint" title="A row is of at most one of them" checked={one.disjoint ?? false} change={(disjoint) => change({ disjoint })} />
              <Tick label="complete" title="Each row is of at least one of them" checked={one.total ?? false} change={(total) => change({ total })} />
              <button type="button" className="wb-danger" onClick={() => void store.edit({ do: "drop", subject: one.subject })}>
                Undo the subtyping
              </button>
            </div>
            {one.parent === table ? (
              <Choice
                label="Told by"
                value={one.discriminator ?? ""}
                options={[["", "no column"], ...entity.attributes.map(({ name }) => [name, name] as const)]}
                change={(value) => change({ discriminator: value || null })}
              />
            ) : null}
          </div>
        );
      })}
      <button type="button" className="wb-link" disabled={!entity.key} title={entity.key ? "A table with the same key" : "It needs a primary key"} onClick={() => void store.try("canvas.subtype", { parent: table })}>
        + Subtype
      </button>
    </>
  );
}

function NewReference({ entity, tables }: { entity: Entity; tables: string[] }) {
  const [store] = useStore();
  const table = nameOf(entity.subject);
  return (
    <div className="wb-both">
      <select aria-label={`Let ${table} refer to`} value="" onChange={(event) => event.target.value && void store.try("canvas.refer", { child: table, parent: event.target.value })}>
        <option value="">+ refer to…</option>
        {tables.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <select aria-label={`Join many ${table} to many of`} value="" onChange={(event) => event.target.value && void store.try("canvas.junction", { one: table, other: event.target.value })}>
        <option value="">+ many to many with…</option>
        {tables.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </div>
  );
}

function Enums({ names }: { names: string[] }) {
  return names.map((name) => <EnumForm key={name} name={name} />);
}

function EnumForm({ name }: { name: string }) {
  const [store] = useStore();
  const { value } = useAnswer<{ subject: string; values: { name: string; note?: string }[] }>("table.enum", { name });
  if (!value) return null;
  const known = new Map(value.values.map((one) => [one.name, one]));
  const put = (text: string | null) => {
    const lines = text?.split("\n").map((line) => line.trim()).filter(Boolean);
    if (!lines || lines.join("\n") === value.values.map((one) => one.name).join("\n")) return;
    void store.edit({ do: "change", subject: value.subject, values: { values: lines.map((line) => known.get(line) ?? { name: line }) } });
  };
  return (
    <div className="wb-form wb-boxed">
      <label className="wb-choice">
        <span>{name}</span>
        <Field value={value.values.map((one) => one.name).join("\n")} label={`Values of ${name}, one on each line`} at="later" className="wb-input" multiline done={put} />
      </label>
    </div>
  );
}

export function TablePane() {
  const [store, { selected, engine, wanted, scene }] = useStore();
  const tables = scene.boxes.filter((box) => box.kind === "entity").map((box) => nameOf(box.subject));
  const name = selected ? nameOf(selected) : "";
  const { value: entity, fault } = useAnswer<Entity>("table.entity", name ? { name, engine } : null);
  const names = useAnswer<Names>("table.names", {}).value;
  const [last, setLast] = useState<Entity>();
  useEffect(() => {
    if (entity) setLast(entity);
  }, [entity]);
  if (!name) {
    return (
      <div className="wb-pane-empty">
        <p>Choose a table on the canvas, or here:</p>
        <ul className="wb-list">
          {tables.map((table) => (
            <li key={table}>
              <button type="button" className="wb-link" onClick={() => store.select(`entity:${table}`)}>
                {table}
              </button>
            </li>
          ))}
        </ul>
        {names && names.enums.length > 0 ? (
          <Part title="Enums" name="enums" count={names.enums.length}>
            <Enums names={names.enums} />
          </Part>
        ) : null}
      </div>
    );
  }
  const now = entity ?? (last?.subject === selected ? last : undefined);
  if (fault) return <p className="wb-error">{fault}</p>;
  if (!now) return <p className="wb-soft">…</p>;
  const edit = store.edit.bind(store);
  const used = [...new Set(now.attributes.map(({ type }) => type).filter((type) => type.startsWith("enum:")).map((type) => type.slice(5)))];
  const rename = (text: string | null) => text && text !== now.name && void edit({ do: "rename", subject: now.subject, to: now.schema ? `${quoted(now.schema)}.${quoted(text)}` : quoted(text) });
  return (
    <div className="wb-table-pane">
      <div className="wb-pane-head">
        <Field value={now.name} label="Name of the table" at="later" className="wb-input wb-big" done={rename} />
        <select aria-label="Engine whose types are shown" value={engine} onChange={(event) => store.speak(event.target.value)}>
          {(names?.engines ?? [engine]).map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </div>
      <Grid key={now.subject} entity={now} names={names} wanted={wanted} />
      <Part title="Comment, schema, area, colour" name="about">
        <About entity={now} names={names} />
      </Part>
      <Part title="References" name="references" count={now.references.length + now.referred.length} add={<NewReference entity={now} tables={tables} />}>
        {[...now.references, ...now.referred].map((reference) => (
          <details key={reference.subject} className="wb-boxed">
            <summary>
              {reference.title}
              {reference.identifying ? <small> identifying</small> : null}
            </summary>
            <ReferenceForm reference={reference}>
              <button type="button" className="wb-danger" onClick={() => void edit({ do: "drop", subject: reference.subject })}>
                Delete the reference
              </button>
            </ReferenceForm>
          </details>
        ))}
      </Part>
      <Part title="Keys" name="keys" count={now.keys.length + (now.key ? 1 : 0)}>
        <div className="wb-choice">
          <span>Primary key</span>
          <Columns entity={now} chosen={now.key?.attributes ?? []} label="the primary key" change={(chosen) => void edit({ do: "primary key", entity: name, key: chosen.length ? { attributes: chosen } : null })} />
        </div>
        {now.keys.map((key) => (
          <div key={key.subject} className="wb-choice">
            <span>Unique</span>
            <Columns
              entity={now}
              chosen={key.attributes}
              label={`the key ${key.attributes.join(", ")}`}
              change={(chosen) => void edit(chosen.length ? { do: "change", subject: key.subject, values: { attributes: chosen } } : { do: "drop", subject: key.subject })}
            />
          </div>
        ))}
        <div className="wb-choice">
          <span>Another</span>
          <Columns entity={now} chosen={[]} label="a new key" change={(chosen) => void edit({ do: "add", kind: "key", node: { attributes: chosen }, within: name })} />
        </div>
      </Part>
      <Part title="Indexes" name="indexes" count={now.indexes.length}>
        {now.indexes.map((index) => (
          <IndexForm key={index.subject} entity={now} index={index} />
        ))}
        <select aria-label="Add an index on" value="" onChange={(event) => event.target.value && void edit({ do: "add", kind: "index", node: { parts: [{ attribute: event.target.value }] }, within: name })}>
          <option value="">+ index on…</option>
          {now.attributes.map((attribute) => (
            <option key={attribute.name}>{attribute.name}</option>
          ))}
        </select>
      </Part>
      <Part title="Checks" name="checks" count={now.checks.length}>
        {now.checks.map((check) => (
          <div key={check.subject} className="wb-both">
            <Field value={check.expression} label={`Check ${check.name ?? check.expression}`} at="later" className="wb-input wb-code" done={(text) => text && text !== check.expression && void edit({ do: "change", subject: check.subject, values: { expression: text } })} />
            <button type="button" className="wb-danger" aria-label={`Delete the check ${check.expression}`} onClick={() => void edit({ do: "drop", subject: check.subject })}>
              ×
            </button>
          </div>
        ))}
        <Field key={now.checks.length} value="" label="A new check" at="later" className="wb-input wb-code" placeholder="+ condition that every row meets: price > 0" done={(text) => text && void edit({ do: "add", kind: "check", node: { expression: text }, within: name })} />
      </Part>
      <Part title="Subtypes" name="subtypes" count={now.subtypes.length}>
        <Subtypes entity={now} />
      </Part>
      {used.length > 0 ? (
        <Part title="Enums of its columns" name="enums" count={used.length}>
          <Enums names={used} />
        </Part>
      ) : null}
    </div>
  );
}

