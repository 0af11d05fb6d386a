// A field that completes from a list, each entry with a few words about it; anything else may be typed too.
import { type CSSProperties, type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";

export interface Option {
  value: string;
  hint?: string | undefined;
  wrong?: boolean;
}

interface Props {
  value: string;
  label: string;
  options(typed: string): Promise<Option[]> | Option[];
  done(text: string | null): void;
  className?: string;
  placeholder?: string;
  /** What was typed to open it; takes the place of the value. */
  first?: string | undefined;
}

const [WIDEST, HIGHEST] = [320, 214]; // pixels that the list takes at most

/** Entries that begin with what is typed, then those that hold it. */
export function matching(options: readonly Option[], typed: string): Option[] {
  const wanted = typed.trim().toLowerCase();
  const begins = (option: Option) => option.value.toLowerCase().startsWith(wanted);
  const holds = (option: Option) => option.value.toLowerCase().includes(wanted) || (option.hint ?? "").toLowerCase().includes(wanted);
  return [...options.filter(begins), ...options.filter((option) => !begins(option) && holds(option))];
}

export function Combobox({ value, label, options, done, className = "wb-field nodrag nopan nowheel", placeholder, first }: Props) {
  const [text, setText] = useState(first ?? value);
  const [found, setFound] = useState<Option[]>([]);
  const [at, setAt] = useState(-1);
  const [typed, setTyped] = useState(first !== undefined);
  const finished = useRef(false);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  useEffect(() => {
    let current = true;
    void Promise.resolve(options(typed ? text : "")).then((all) => current && setFound(all));
    return () => {
      current = false;
    };
  }, [text, typed]);
  const shown = useMemo(() => (typed ? matching(found, text) : found), [found, text, typed]);
  useEffect(() => setAt(typed ? 0 : shown.findIndex((option) => option.value === value)), [shown, typed, value]);
  useEffect(() => {
    // No value may come back: newer browsers give a promise, which React would take for what ends the effect.
    list.current?.children[at]?.scrollIntoView?.({ block: "nearest" });
  }, [at]);
  // Cells and panes cut off what is larger than they are, so the list hangs on the editor as a whole.
  const field = useRef<HTMLInputElement>(null);
  const [spot, setSpot] = useState<{ on: Element; style: CSSProperties } | null>(null);
  useLayoutEffect(() => {
    const on = field.current?.closest(".wb-app");
    if (!on || !field.current) return;
    const [app, here] = [on.getBoundingClientRect(), field.current.getBoundingClientRect()];
    const left = Math.max(0, Math.min(here.left - app.left, app.width - WIDEST));
    const below = app.bottom - here.bottom;
    const place = below > HIGHEST || below > here.top - app.top ? { top: here.bottom - app.top + 2 } : { bottom: app.bottom - here.top + 2 };
    setSpot({ on, style: { left, minWidth: here.width, ...place } });
  }, [shown.length]);
  const finish = (result: string | null) => {
    if (finished.current) return;
    finished.current = true;
    done(result);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) setAt((index) => Math.max(0, Math.min(shown.length - 1, index + step)));
    else if (event.key === "Enter" || event.key === "Tab") {
      // What was typed whole is taken as it is, though something longer begins so too.
      const whole = shown.find((option) => option.value === text.trim());
      finish(typed && whole ? whole.value : (shown[at]?.value ?? text.trim()));
      if (event.key === "Tab") return;
    } else if (event.key === "Escape") finish(null);
    else return;
    event.preventDefault();
  };
  return (
    <span className="wb-combobox">
      <input
        ref={field}
        className={className}
        role="combobox"
        aria-label={label}
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        autoFocus
        spellCheck={false}
        value={text}
        placeholder={placeholder}
        onFocus={(event) => first === undefined && event.target.select()}
        onChange={(event) => {
          setTyped(true);
          setText(event.target.value);
        }}
        onBlur={() => finish(typed && text.trim() !== value ? text.trim() : null)}
        onKeyDown={onKeyDown}
      />
      {spot ? createPortal(<ul ref={list} id={id} role="listbox" aria-label={label} className="wb-options nowheel" style={spot.style} hidden={shown.length === 0}>
        {shown.slice(0, 60).map((option, index) => (
          <li
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className={option.wrong ? "wb-wrong" : undefined}
            onPointerDown={(event) => {
              event.preventDefault(); // the field keeps the focus
              finish(option.value);
            }}
          >
            <span>{option.value}</span>
            {option.hint ? <small>{option.hint}</small> : null}
          </li>
        ))}
      </ul>, spot.on) : null}
    </span>
  );
}
