// What is of the whole model: undo, redo, save, and how much of it the canvas shows.
import { useState } from "react";
import { useStore } from "../hooks";
import { Field } from "../parts/field";

const DETAILS = [["all", "all columns"], ["keys", "keys only"], ["names", "names only"]] as const;

export function Toolbar({ label }: { label: string }) {
  const [store, { status }] = useStore();
  const [naming, setNaming] = useState(false);
  const save = () => (status.file ? void store.try("disk.save") : setNaming(true));
  return (
    <div className="wb-toolbar" role="toolbar" aria-label="Model">
      <button type="button" className="wb-undo" disabled={!status.undo} title={status.undo ? `Undo: ${status.undo} (Ctrl+Z)` : "Nothing to undo"} aria-label="Undo" onClick={() => void store.try("canvas.undo")}>
        ↶
      </button>
      <button type="button" className="wb-redo" disabled={!status.redo} title={status.redo ? `Redo: ${status.redo} (Ctrl+Shift+Z)` : "Nothing to redo"} aria-label="Redo" onClick={() => void store.try("canvas.redo")}>
        ↷
      </button>
      {naming ? (
        <Field
          value={status.file ?? "model.dbml"}
          label="File to save to"
          className="wb-input wb-save-as"
          done={(path) => {
            setNaming(false);
            if (path) void store.try("disk.save", { path: path.endsWith(".dbml") ? path : `${path}.dbml` });
          }}
        />
      ) : (
        <button type="button" className={`wb-save${status.dirty ? " wb-primary" : ""}`} title="Save (Ctrl+S)" disabled={!status.dirty && Boolean(status.file)} onClick={save}>
          Save{status.file ? "" : "…"}
        </button>
      )}
      {status.file && !naming ? (
        <button type="button" title="Save under another name" onClick={() => setNaming(true)}>
          Save as…
        </button>
      ) : null}
      {naming ? <small>Enter saves, Escape does not</small> : null}
      <span className="wb-file" data-dirty={status.dirty}>
        {status.file ?? "no file yet"}
        {status.dirty ? <span className="wb-dot" role="img" aria-label="not saved" title="There are changes that were not saved" /> : null}
      </span>
      <span className="wb-fill" />
      <select aria-label="How much of the tables is drawn" value={status.detail} onChange={(event) => void store.ask("canvas.detail", { detail: event.target.value })}>
        {DETAILS.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      <span className="wb-soft" data-revision={status.revision}>
        {label.replace(/^Diagram: /, "")} · revision {Math.max(0, status.revision)}
      </span>
    </div>
  );
}
