// A line of text that is edited in place: Enter or leaving it keeps what was typed, Escape does not.
import { type CSSProperties, useEffect, useRef, useState } from "react";

interface Props {
  value: string;
  label: string;
  done(text: string | null): void;
  /** What Tab goes on to, once the text is kept. */
  next?: ((text: string) => void) | undefined;
  /** Whether it has the focus at once, with all of it chosen. */
  at?: "once" | "end" | "later";
  placeholder?: string;
  className?: string;
  style?: CSSProperties;
  multiline?: boolean;
}

export function Field({ value, label, done, next, at = "once", placeholder, className = "wb-field nodrag nopan nowheel", style, multiline }: Props) {
  const [text, setText] = useState(value);
  const told = useRef(false);
  useEffect(() => {
    setText(value);
    told.current = false;
  }, [value]);
  const finish = (result: string | null) => {
    if (told.current && at !== "later") return;
    told.current = true;
    done(result);
  };
  const shared = {
    className, style, placeholder, "aria-label": label, value: text, autoFocus: at !== "later", spellCheck: false,
    onFocus: (event: { target: HTMLInputElement | HTMLTextAreaElement }) => {
      told.current = false;
      if (at === "once") event.target.select();
    },
    onBlur: () => finish(text === value ? null : text.trim()),
  };
  const keys = (event: React.KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter" && !(multiline && event.shiftKey)) {
      event.preventDefault();
      finish(text.trim());
    } else if (event.key === "Tab" && next && !event.shiftKey) {
      event.preventDefault();
      finish(text.trim());
      next(text.trim());
    } else if (event.key === "Escape") {
      event.preventDefault();
      setText(value);
      finish(null);
    }
  };
  return multiline ? (
    <textarea {...shared} rows={Math.min(6, Math.max(2, text.split("\n").length))} onChange={(event) => setText(event.target.value)} onKeyDown={keys} />
  ) : (
    <input {...shared} onChange={(event) => setText(event.target.value)} onKeyDown={keys} />
  );
}
