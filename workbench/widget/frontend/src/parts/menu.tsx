// A menu that opens at a point: by pointer or keys, closed by Escape or a click elsewhere; the focus goes back after it.
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";

export interface Item {
  label: string;
  /** Keys that do the same, for people to learn. */
  keys?: string;
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
  do(): void;
}

export type Items = (Item | "-" | null | false)[];

export function Menu({ items, at, label, close }: { items: Items; at: [number, number]; label: string; close(): void }) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(at);
  useLayoutEffect(() => {
    const element = ref.current!;
    const before = document.activeElement as HTMLElement | null;
    const area = element.offsetParent?.getBoundingClientRect();
    if (area) {
      const { offsetWidth, offsetHeight } = element;
      setPlace([
        Math.max(4, Math.min(at[0] - area.left, area.width - offsetWidth - 4)),
        Math.max(4, Math.min(at[1] - area.top, area.height - offsetHeight - 4)),
      ]);
    }
    element.querySelector<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])")?.focus({ preventScroll: true });
    return () => {
      if (document.activeElement === document.body || element.contains(document.activeElement)) before?.focus({ preventScroll: true });
    };
  }, [at]);
  useEffect(() => {
    const leave = (event: Event) => {
      if (!ref.current?.contains(event.target as Node)) close();
    };
    document.addEventListener("pointerdown", leave, true);
    return () => document.removeEventListener("pointerdown", leave, true);
  }, [close]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    const all = [...ref.current!.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])")];
    const here = all.indexOf(document.activeElement as HTMLElement);
    const go = (index: number) => all[(index + all.length) % all.length]?.focus();
    const letter = (from: number) =>
      all.findIndex((element, index) => index > from && element.textContent!.toLowerCase().startsWith(event.key.toLowerCase()));
    if (event.key === "Escape" || event.key === "Tab") close();
    else if (event.key === "ArrowDown") go(here + 1);
    else if (event.key === "ArrowUp") go(here - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(-1);
    else if (event.key.length === 1 && event.key !== " " && letter(-1) >= 0) go(letter(here) >= 0 ? letter(here) : letter(-1));
    else return;
    event.preventDefault();
  };
  return (
    <div ref={ref} className="wb-menu nowheel" role="menu" aria-label={label} style={{ left: place[0], top: place[1] }} onKeyDown={onKeyDown}>
      {items.map((item, index) =>
        item === "-" ? (
          <hr key={index} role="separator" />
        ) : item ? (
          <button
            key={index}
            type="button"
            role={item.checked === undefined ? "menuitem" : "menuitemcheckbox"}
            aria-checked={item.checked}
            aria-disabled={item.disabled ?? false}
            className={item.danger ? "wb-danger" : undefined}
            tabIndex={-1}
            onClick={() => {
              if (item.disabled) return;
              close();
              item.do();
            }}
          >
            <span>{item.label}</span>
            {item.keys ? <kbd>{item.keys}</kbd> : null}
          </button>
        ) : null,
      )}
    </div>
  );
}
