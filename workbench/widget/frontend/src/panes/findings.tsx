// What the data suggest and what is wrong, the most worth first, each with what it rests on and what accepting changes.
import { useEffect, useMemo, useState } from "react";
import { useAnswer, useStore } from "../hooks";
import { Diff } from "../parts/diff";

interface Listed {
  number: number;
  code: string;
  severity: "error" | "warning" | "advice";
  title: string;
  subject: string;
  entities: string[];
  message: string;
  confidence: number | null;
  acceptable: boolean;
}

interface Changes {
  fitting: number;
  clashing: [string, string][];
  edits: string[];
  diff: string[];
}

interface Told extends Changes {
  reason: string;
  status: string;
  sql: string | null;
  figures: [string, number | string, string][];
  chart: { unit: string; bars: [string, number, boolean][] } | null;
}

interface Rows {
  columns: string[];
  rows: (string | null)[][];
  more: boolean;
  masked: string[];
}

const number = (value: number | string) => (typeof value === "number" ? value.toLocaleString("en", { maximumFractionDigits: 4 }) : value);

export function Chart({ unit, bars }: { unit: string; bars: [string, number, boolean][] }) {
  const most = Math.max(...bars.map(([, value]) => value), 1e-9);
  return (
    <div className="wb-chart" role="img" aria-label={bars.map(([label, value]) => `${label} ${number(value)}`).join(", ")}>
      {bars.map(([label, value, against]) => (
        <div key={label} aria-hidden="true">
          <span title={label}>{label}</span>
          <i>
            <b className={against ? "wb-against" : undefined} style={{ width: `${Math.max(value ? 1 : 0, (value / most) * 100)}%` }} />
          </i>
          <em>{number(value)}</em>
        </div>
      ))}
      <p className="wb-soft">{unit}</p>
    </div>
  );
}

function Evidence({ found }: { found: Listed }) {
  const [store] = useStore();
  const { value, fault } = useAnswer<Told>("findings.one", { number: found.number });
  const [rows, setRows] = useState<Rows | string>();
  const [reason, setReason] = useState("");
  useEffect(() => setRows(undefined), [found.number]);
  if (fault) return <p className="wb-error">{fault}</p>;
  if (!value) return <p className="wb-soft">…</p>;
  const look = () => {
    setRows("Looking…");
    store.ask<Rows>("findings.rows", { number: found.number }).then(setRows, (error: Error) => setRows(error.message));
  };
  const decide = (what: string) => void store.try(what, { number: found.number, reason }).then((done) => done && setReason(""));
  return (
    <div className="wb-evidence">
      {value.reason ? <p>{value.reason}</p> : null}
      {value.figures.length > 0 ? (
        <dl className="wb-figures">
          {value.figures.map(([name, amount, unit]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {number(amount)} <small>{unit}</small>
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {value.chart ? <Chart {...value.chart} /> : null}
      <p className="wb-soft">
        {found.code} · {value.status}
        {value.sql ? (
          <>
            {" · "}
            <button type="button" className="wb-link" onClick={look}>
              Show the rows
            </button>
          </>
        ) : null}
      </p>
      {typeof rows === "string" ? <p className="wb-soft">{rows}</p> : null}
      {rows && typeof rows !== "string" ? (
        <div className="wb-rows" tabIndex={0} role="group" aria-label="Rows that it rests on">
          <table>
            <thead>
              <tr>
                {rows.columns.map((column) => (
                  <th key={column}>{column}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, place) => (
                    <td key={place}>{cell === null ? <i className="wb-soft">null</i> : cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {rows.rows.length === 0 ? <p className="wb-soft">There is no such row.</p> : null}
          {rows.more ? <p className="wb-soft">… and more</p> : null}
          {rows.masked.length > 0 ? <p className="wb-soft">Values of people are not shown.</p> : null}
        </div>
      ) : null}
      {value.clashing.map(([title, why]) => (
        <p key={title} className="wb-error">
          Cannot be accepted now: {why}
        </p>
      ))}
      {value.fitting > 0 ? (
        <>
          <p className="wb-edits">{value.edits.join("; ")}</p>
          <Diff lines={value.diff} label="What accepting changes in the text" />
        </>
      ) : found.acceptable ? null : (
        <p className="wb-soft">It proposes no change: it is for you to judge.</p>
      )}
      <div className="wb-verdict">
        <input className="wb-input" aria-label="Reason for the verdict" placeholder="Reason (optional)" value={reason} onChange={(event) => setReason(event.target.value)} />
        <button type="button" className="wb-primary" disabled={value.fitting === 0} onClick={() => decide("findings.accept")}>
          Accept
        </button>
        <button type="button" onClick={() => decide("findings.reject")}>
          Reject
        </button>
      </div>
    </div>
  );
}

function AcceptAbove({ findings }: { findings: Listed[] }) {
  const [store] = useStore();
  const [above, setAbove] = useState(0.9);
  const [looking, setLooking] = useState(false);
  const able = findings.filter((found) => found.acceptable && found.confidence !== null && found.confidence >= above).length;
  const { value } = useAnswer<Changes>("findings.above", looking ? { above } : null);
  return (
    <div className="wb-above">
      <label>
        Accept all above
        <input type="range" aria-label="Least confidence" min="0" max="1" step="0.05" value={above} onChange={(event) => setAbove(Number(event.target.value))} />
        <output>{above.toFixed(2)}</output>
      </label>
      <button type="button" disabled={able === 0} aria-expanded={looking} onClick={() => setLooking(!looking)}>
        {able === 0 ? "None is so sure" : `${looking ? "Hide" : "Show"} what ${able} would change`}
      </button>
      {looking && value ? (
        <>
          {value.clashing.map(([title, why]) => (
            <p key={title} className="wb-error">
              Left out: {title}: {why}
            </p>
          ))}
          <Diff lines={value.diff} label="What accepting them changes in the text" />
          <button type="button" className="wb-primary" disabled={value.fitting === 0} onClick={() => void store.try("findings.accept_above", { above }).then(() => setLooking(false))}>
            Accept {value.fitting}
          </button>
        </>
      ) : null}
    </div>
  );
}

export function FindingsPane() {
  const [store, { wanted }] = useStore();
  const { value: findings, fault } = useAnswer<Listed[]>("findings.list", {});
  const [open, setOpen] = useState<number | null>(null);
  const [about, setAbout] = useState("");
  const [kind, setKind] = useState("");
  useEffect(() => setAbout(wanted), [wanted]);
  const shown = useMemo(
    () => (findings ?? []).filter((found) => (!about || found.entities.includes(about)) && (!kind || found.severity === kind)),
    [findings, about, kind],
  );
  if (fault) return <p className="wb-error">{fault}</p>;
  if (!findings) return <p className="wb-soft">…</p>;
  const tables = [...new Set(findings.flatMap((found) => found.entities))].sort();
  return (
    <div className="wb-findings-pane">
      <div className="wb-pane-head">
        <select aria-label="Table that findings are about" value={about} onChange={(event) => setAbout(event.target.value)}>
          <option value="">all tables</option>
          {tables.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <select aria-label="How grave they are" value={kind} onChange={(event) => setKind(event.target.value)}>
          <option value="">all</option>
          <option value="error">errors</option>
          <option value="warning">warnings</option>
          <option value="advice">advice</option>
        </select>
        <span className="wb-soft">
          {shown.length} of {findings.length}
        </span>
      </div>
      {findings.some((found) => found.acceptable && found.confidence !== null) ? <AcceptAbove findings={findings} /> : null}
      {shown.length === 0 ? <p className="wb-pane-empty wb-soft">Nothing waits for a decision.</p> : null}
      <ul className="wb-findings" aria-label="Findings, the most worth first">
        {shown.map((found) => (
          <li key={found.number} className={open === found.number ? "wb-open" : undefined}>
            <button
              type="button"
              className="wb-finding"
              aria-expanded={open === found.number}
              data-finding={found.code}
              onClick={() => {
                setOpen(open === found.number ? null : found.number);
                if (found.entities[0]) store.select(`entity:${found.entities[0]}`);
              }}
            >
              <span className={`wb-tag wb-${found.severity}-mark`}>{found.severity}</span>
              <strong>{found.title}</strong>
              {found.confidence === null ? null : <span className="wb-sure">{found.confidence.toFixed(2)}</span>}
              <span className="wb-message">{found.message}</span>
            </button>
            {open === found.number ? <Evidence found={found} /> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

