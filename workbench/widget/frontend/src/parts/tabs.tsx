// Tabs as people and screen readers know them: arrow keys go from one to the next.
import { type KeyboardEvent, useId } from "react";

export interface Tab<Name extends string> {
  name: Name;
  title: string;
  count?: number;
  grave?: boolean;
}

export function Tabs<Name extends string>({ tabs, chosen, choose, label }: { tabs: readonly Tab<Name>[]; chosen: Name; choose(name: Name): void; label: string }) {
  const id = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const here = tabs.findIndex((tab) => tab.name === chosen);
    const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(to + tabs.length) % tabs.length]!;
    choose(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className="wb-tabs" onKeyDown={onKeyDown}>
      {tabs.map(({ name, title, count, grave }) => (
        <button
          key={name}
          id={`${id}-${name}`}
          type="button"
          role="tab"
          data-tab={name}
          aria-selected={name === chosen}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => choose(name)}
        >
          {title}
          {count ? <span className={`wb-count${grave ? " wb-grave" : ""}`}>{count}</span> : null}
        </button>
      ))}
    </div>
  );
}
