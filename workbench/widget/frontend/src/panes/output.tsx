// What the model becomes: DDL, dictionary, DBML, diagrams, anew at each change; to be copied and saved.
import { useState } from "react";
import { intoClipboard } from "../canvas/gestures";
import { useAnswer, useStore } from "../hooks";

interface Made {
  text: string;
  media_type: string;
  path: string;
  findings: [string, string, string][];
}

const TITLES: Record<string, string> = {
  duckdb: "DuckDB", mariadb: "MariaDB", postgresql: "PostgreSQL", sqlite: "SQLite", html: "page", markdown: "Markdown", mermaid: "Mermaid", svg: "SVG",
};

function title(name: string): string {
  const [kind, way] = name.split(":");
  if (kind === "ddl") return TITLES[way!] ?? way!;
  if (kind === "dbml") return "DBML";
  return `${kind![0]!.toUpperCase()}${kind!.slice(1)} (${TITLES[way!] ?? way})`;
}

export function OutputPane() {
  const [store] = useStore();
  const names = useAnswer<string[]>("output.names", {}).value ?? [];
  const [name, setName] = useState("ddl:postgresql");
  const { value, fault } = useAnswer<Made>("output.text", { name });
  const [path, setPath] = useState<{ name: string; text: string }>({ name: "", text: "" });
  const [told, setTold] = useState("");
  const where = path.name === name ? path.text : (value?.path ?? "");
  const say = (text: string) => {
    setTold(text);
    setTimeout(() => setTold((now) => (now === text ? "" : now)), 4000);
  };
  const copy = () => intoClipboard(value?.text ?? "").then(() => say("Copied."), (error: Error) => say(error.message));
  const save = () =>
    store.ask<string>("output.save", { name, path: where }).then((file) => say(`Saved to ${file}.`), (error: Error) => say(error.message));
  const framed = value?.media_type === "text/html";
  const drawn = value?.media_type === "image/svg+xml";
  return (
    <div className="wb-output-pane">
      <div className="wb-pane-head">
        <select aria-label="What the model is written as" value={name} onChange={(event) => setName(event.target.value)}>
          <optgroup label="DDL">
            {names.filter((one) => one.startsWith("ddl:")).map((one) => (
              <option key={one} value={one}>
                {title(one)}
              </option>
            ))}
          </optgroup>
          <optgroup label="Documents">
            {names.filter((one) => !one.startsWith("ddl:")).map((one) => (
              <option key={one} value={one}>
                {title(one)}
              </option>
            ))}
          </optgroup>
        </select>
        <button type="button" disabled={!value} onClick={() => void copy()}>
          Copy
        </button>
        <input className="wb-input" aria-label="File to save it to" value={where} onChange={(event) => setPath({ name, text: event.target.value })} />
        <button type="button" disabled={!value || !where} onClick={() => void save()}>
          Save
        </button>
      </div>
      <p role="status" className="wb-soft wb-told">
        {told}
      </p>
      {fault ? <p className="wb-error">{fault}</p> : null}
      {value && value.findings.length > 0 ? (
        <details className="wb-boxed">
          <summary>{value.findings.length === 1 ? "1 remark" : `${value.findings.length} remarks`} on what this engine lacks or holds otherwise</summary>
          <ul>
            {value.findings.map(([severity, about, message], index) => (
              <li key={index}>
                <span className={`wb-tag wb-${severity}-mark`}>{severity}</span> <strong>{about}</strong> {message}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {value && framed ? <iframe title="Dictionary" sandbox="allow-scripts" srcDoc={value.text} /> : null}
      {value && drawn ? <iframe title="Diagram" sandbox="" srcDoc={`<style>body{margin:0}svg{width:100%;height:auto;max-height:100vh}</style>${value.text}`} /> : null}
      {value && !framed && !drawn ? (
        <pre className="wb-written" tabIndex={0} role="group" aria-label={title(name)}>
          {value.text}
        </pre>
      ) : null}
    </div>
  );
}
