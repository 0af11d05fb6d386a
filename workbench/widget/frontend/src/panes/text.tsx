// The model as DBML, live in both directions: what can be read of what is typed is the model a moment later.
import { useEffect, useRef, useState } from "react";
import { useStore } from "../hooks";
import { nameOf } from "../names";
import { Diff } from "../parts/diff";
import { Refused } from "../store";
import type * as Module from "../text/editor";
import { applied, between, rebased } from "../text/sync";

const WAIT_MS = 350; // what is typed without a pause is one change

interface Since {
  text?: string;
  splice?: Module.Splice | null;
  revision: number;
}

/** Lines that differ, as Python tells them elsewhere; enough for a person to choose by. */
function lines(before: string, after: string): string[] {
  const change = between(before, after);
  if (!change) return [];
  const start = before.lastIndexOf("\n", change[0] - 1) + 1;
  const end = before.indexOf("\n", change[1]);
  const old = before.slice(start, end < 0 ? undefined : end);
  const now = applied(before, change).slice(start, (end < 0 ? before.length : end) + change[2].length - (change[1] - change[0]));
  return [...old.split("\n").map((line) => `-${line}`), ...now.split("\n").map((line) => `+${line}`)];
}

export function TextPane({ theme }: { theme: string }) {
  const [store, { status, wanted, scene }] = useStore();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Module.TextEditor | null>(null);
  const base = useRef({ text: "", revision: -1 }); // the model's text that was seen last
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const busy = useRef<Promise<void>>(Promise.resolve());
  const [fault, setFault] = useState("");
  const [wrong, setWrong] = useState<Module.Wrong[]>([]);
  const [conflict, setConflict] = useState("");
  const [ready, setReady] = useState(false);

  /** One after the other: an answer that comes late must not be taken for a later one. */
  const inTurn = (work: () => Promise<void>) => {
    busy.current = busy.current.then(work, work);
    return busy.current;
  };
  const mine = () => between(base.current.text, editor.current?.text() ?? "");
  const given = (more: Record<string, unknown> = {}) => ({ splice: mine(), revision: base.current.revision, ...more });

  /** Take in what has changed in the model since. */
  const follow = async () => {
    const now = await store.ask<Since>("text.since", { revision: base.current.revision });
    const before = base.current.text;
    const text = now.text ?? (now.splice ? applied(before, now.splice) : before);
    const typed = mine();
    base.current = { text, revision: now.revision };
    if (!editor.current || text === before) return;
    const theirs = between(before, text);
    if (!typed) {
      if (theirs) editor.current.splice(theirs);
      return;
    }
    const moved = theirs && rebased(theirs, typed);
    if (moved) editor.current.splice(moved);
    else if (editor.current.text() !== text) setConflict(text);
  };
  const check = async () => {
    const found = await store.ask<Module.Wrong[]>("text.diagnose", given());
    editor.current?.mark(found);
    setWrong(found);
  };
  /** Put what was typed in place of the model. */
  const put = async (): Promise<void> => {
    const splice = mine();
    if (!splice || !editor.current) {
      await check();
      return;
    }
    const typed = editor.current.text();
    try {
      const answer = await store.act<Since | null>("text.put", { splice }, base.current.revision);
      base.current = { text: typed, revision: answer?.revision ?? base.current.revision };
      if (answer?.splice) {
        const later = between(typed, editor.current.text());
        base.current.text = applied(typed, answer.splice);
        const moved = later ? rebased(answer.splice, later) : answer.splice;
        if (moved) editor.current.splice(moved);
      }
      setFault("");
    } catch (error) {
      if (error instanceof Refused && error.kind === "StaleRevisionError") {
        await follow();
        if (!conflict) later();
        return;
      }
      setFault(error instanceof Error ? error.message : String(error));
    }
    await check();
  };
  const later = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void inTurn(put), WAIT_MS);
  };

  useEffect(() => {
    let gone = false;
    (store.load("text.js") as Promise<typeof Module>)
      .then(async (module) => {
        const whole = await store.ask<{ text: string; revision: number }>("text.whole");
        if (gone || !host.current) return;
        base.current = whole;
        editor.current = module.mount(host.current, whole.text, {
          typed: later,
          complete: (position) => store.ask("text.complete", given({ position })),
          hover: (position) => store.ask("text.hover", given({ position })),
          definition: (position) => store.ask("text.definition", given({ position })),
          save: () => void inTurn(put).then(() => store.try("disk.save")),
        });
        editor.current.dark(theme === "dark");
        setReady(true);
        void inTurn(check);
      })
      .catch((error: unknown) => setFault(`The editor of texts could not be loaded: ${error instanceof Error ? error.message : String(error)}`));
    return () => {
      gone = true;
      clearTimeout(timer.current);
      if (editor.current && mine()) void put(); // what was typed last is not lost when the pane is left
      editor.current?.destroy();
      editor.current = null;
    };
  }, [store]);
  useEffect(() => editor.current?.dark(theme === "dark"), [theme]);
  useEffect(() => {
    if (ready && status.revision !== base.current.revision) void inTurn(async () => {
      if (status.revision <= base.current.revision) return;
      await follow();
      await check();
    });
  }, [status.revision, ready]);
  useEffect(() => {
    const name = wanted.startsWith("entity:") ? nameOf(wanted) : "";
    if (!ready || !name || !editor.current) return;
    const box = scene.boxes.find((candidate) => candidate.subject === wanted);
    const plain = (box?.name ?? name).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const found = new RegExp(`\\bTable\\s+(?:[\\w"]+\\.)?"?${plain}"?[\\s{\\[]`, "i").exec(editor.current.text());
    if (found) editor.current.reveal(found.index, found.index + found[0].trimEnd().length);
  }, [wanted, ready]);

  const settle = (text: string) => {
    setConflict("");
    editor.current?.replace(text);
    later();
  };
  const errors = wrong.filter((one) => one.severity === "error");
  return (
    <div className="wb-text-pane">
      {conflict ? (
        <div className="wb-banner" role="alert">
          <p>The model was changed elsewhere in the place where you are typing.</p>
          <Diff lines={lines(conflict, editor.current?.text() ?? "")} label="Yours against theirs" />
          <button type="button" onClick={() => settle(conflict)}>
            Take theirs
          </button>
          <button type="button" className="wb-primary" onClick={() => settle(editor.current?.text() ?? conflict)}>
            Keep mine
          </button>
        </div>
      ) : null}
      <div ref={host} className="wb-code-host" data-lm-suppress-shortcuts="true" onKeyDown={(event) => event.stopPropagation()} />
      <div className="wb-text-foot" role="status">
        {fault && errors.length === 0 ? <span className="wb-error">{fault}</span> : null}
        {errors.length > 0 ? (
          <button type="button" className="wb-link wb-error" onClick={() => errors[0] && editor.current?.reveal(errors[0].from, errors[0].to)}>
            {errors[0]!.message} {errors.length > 1 ? `(and ${errors.length - 1} more)` : ""} The model is as it was before this.
          </button>
        ) : ready ? (
          <span className="wb-soft">{wrong.length > 0 ? `${wrong.length} name${wrong.length > 1 ? "s" : ""} not there yet: ${wrong[0]!.message}` : "In step with the canvas"}</span>
        ) : (
          <span className="wb-soft">Loading…</span>
        )}
      </div>
    </div>
  );
}
