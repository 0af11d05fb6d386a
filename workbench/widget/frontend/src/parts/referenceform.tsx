// What a reference says: how many stand at each end, what becomes of the children, and the columns that are joined.
import type { ReactNode } from "react";
import { useContext } from "react";
import { StoreContext, useAnswer } from "../hooks";
import type { Cardinality, Entity, Reference } from "../model";
import { Field } from "./field";

export const PARENTS: [Cardinality, string][] = [["1", "exactly one (1)"], ["0..1", "one or none (0..1)"]];
export const CHILDREN: [Cardinality, string][] = [
  ["0..*", "any number (0..*)"], ["1..*", "at least one (1..*)"], ["0..1", "one or none (0..1)"], ["1", "exactly one (1)"],
];
const ACTIONS = ["cascade", "restrict", "set null", "set default", "no action"];

export function Choice({ label, value, options, change }: { label: string; value: string; options: readonly (readonly [string, string])[]; change(value: string): void }) {
  const known = options.some(([option]) => option === value);
  return (
    <label className="wb-choice">
      <span>{label}</span>
      <select value={value} onChange={(event) => event.target.value !== value && change(event.target.value)}>
        {known ? null : <option value={value}>{value}</option>}
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

export function Tick({ label, checked, change, title }: { label: string; checked: boolean; change(value: boolean): void; title?: string }) {
  return (
    <label className="wb-tick" title={title}>
      <input type="checkbox" checked={checked} onChange={(event) => change(event.target.checked)} />
      {label}
    </label>
  );
}

export function ReferenceForm({ reference, children }: { reference: Reference; children?: ReactNode }) {
  const store = useContext(StoreContext);
  const child = useAnswer<Entity>("table.entity", { name: reference.child }).value;
  const parent = useAnswer<Entity>("table.entity", { name: reference.parent }).value;
  const change = (values: Record<string, unknown>) => void store.edit({ do: "change", subject: reference.subject, values });
  const actions = [["", "as the engine does"] as const, ...ACTIONS.map((action) => [action, action] as const)];
  const join = (pairs: (readonly [string, string])[]) =>
    change({ child_attributes: pairs.map(([name]) => name), parent_attributes: pairs.map(([, target]) => target) });
  const pairs = reference.child_attributes.map((name, index) => [name, reference.parent_attributes[index] ?? ""] as const);
  const columns = (entity: Entity | undefined) => (entity?.attributes ?? []).map(({ name }) => [name, name] as const);
  const unused = (entity: Entity | undefined, used: readonly string[]) => entity?.attributes.find(({ name }) => !used.includes(name))?.name;
  const more = [unused(child, reference.child_attributes), unused(parent, reference.parent_attributes)] as const;
  return (
    <div className="wb-form">
      {pairs.map(([name, target], index) => (
        <div key={index} className="wb-pair">
          <Choice label={index ? "" : `${reference.child}`} value={name} options={columns(child)} change={(to) => join(pairs.with(index, [to, target]))} />
          <span aria-hidden="true">→</span>
          <Choice label={index ? "" : `${reference.parent}`} value={target} options={columns(parent)} change={(to) => join(pairs.with(index, [name, to]))} />
          {pairs.length > 1 ? (
            <button type="button" title="Take these columns out" aria-label={`Take ${name} out of the reference`} onClick={() => join(pairs.filter((_, other) => other !== index))}>
              ×
            </button>
          ) : null}
        </div>
      ))}
      <button type="button" className="wb-link" disabled={!more[0] || !more[1]} onClick={() => more[0] && more[1] && join([...pairs, [more[0], more[1]]])}>
        + Join another column
      </button>
      <Choice label="Parents of a child" value={reference.parent_cardinality} options={PARENTS} change={(value) => change({ parent_cardinality: value })} />
      <Choice label="Children of a parent" value={reference.child_cardinality} options={CHILDREN} change={(value) => change({ child_cardinality: value })} />
      <Choice label="On delete" value={reference.on_delete ?? ""} options={actions} change={(value) => change({ on_delete: value || null })} />
      <Choice label="On update" value={reference.on_update ?? ""} options={actions} change={(value) => change({ on_update: value || null })} />
      <label className="wb-choice">
        <span>Name</span>
        <Field value={reference.name ?? ""} label="Name of the reference" at="later" placeholder="made by the template" className="wb-input" done={(text) => text !== null && text !== (reference.name ?? "") && change({ name: text || null })} />
      </label>
      <label className="wb-choice">
        <span>Comment</span>
        <Field value={reference.note ?? ""} label="Comment on the reference" at="later" className="wb-input" done={(text) => text !== null && text !== (reference.note ?? "") && change({ note: text || null })} />
      </label>
      <div className="wb-ticks">
        <Tick label="checked at commit" title="Deferrable: looked at when the transaction ends" checked={reference.deferrable ?? false} change={(value) => change({ deferrable: value })} />
        <Tick label="enforced" title="Whether the engine guards it" checked={reference.enforced ?? true} change={(value) => change({ enforced: value })} />
      </div>
      {children}
    </div>
  );
}
