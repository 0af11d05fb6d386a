import { afterEach, expect, test } from "vitest";
import { SVG } from "./testing";
import widget from "./widget";

/** The part of anywidget's model that the widget uses. */
function fakeModel(values: Record<string, unknown>) {
  const listeners = new Map<string, Set<() => void>>();
  return {
    sent: [] as unknown[],
    listeners,
    get: (name: string) => values[name],
    set(name: string, value: unknown) {
      values[name] = value;
      for (const listener of listeners.get(`change:${name}`) ?? []) listener();
    },
    on: (name: string, listener: () => void) => listeners.set(name, (listeners.get(name) ?? new Set()).add(listener)),
    off: (name: string, listener: () => void) => listeners.get(name)?.delete(listener),
    send(message: unknown) {
      this.sent.push(message);
    },
  };
}

function shown(values: Record<string, unknown> = {}) {
  const model = fakeModel({ svg: SVG, revision: 3, selected: "", theme: "auto", dark: { "wb-ink": "#eee" }, label: "Shop", ...values });
  const el = document.createElement("div");
  document.body.append(el);
  const cleanup = widget.render({ model, el } as never) as () => void;
  const inside = (selector: string) => el.querySelector("div")?.shadowRoot?.querySelector<HTMLElement>(selector);
  return { model, el, cleanup, inside };
}

afterEach(() => document.body.replaceChildren());

test("the diagram is shown, follows its model, and is let go at the end", () => {
  const { model, el, cleanup, inside } = shown();
  expect(inside(".stage")?.getAttribute("aria-label")).toBe("Shop");
  expect(inside("svg.wb-er title")?.textContent).toBe("Shop");
  model.set("svg", SVG.replace("Shop", "Market"));
  expect(inside("svg.wb-er title")?.textContent).toBe("Market");
  model.set("selected", "entity:orders");
  expect(inside('[data-entity="orders"]')?.getAttribute("aria-pressed")).toBe("true");
  cleanup();
  expect(model.sent).toEqual([
    { type: "view", open: true },
    { type: "view", open: false },
  ]);
  expect([...model.listeners.values()].every((listeners) => listeners.size === 0)).toBe(true);
  expect(el.childElementCount).toBe(0);
});

test("a choice is sent with the revision of the diagram that it was made on", () => {
  const { model, inside } = shown();
  model.set("revision", 7);
  inside('[data-entity="orders"]')?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
  expect(model.sent.at(-1)).toEqual({ type: "select", subject: "entity:orders", revision: 7 });
});

test("the diagram takes the colours of the theme that was asked for", () => {
  const { model, inside } = shown({ theme: "dark" });
  expect(inside(".frame")?.dataset["theme"]).toBe("dark");
  expect(inside("svg.wb-er")?.style.getPropertyValue("--wb-ink")).toBe("#eee");
  model.set("theme", "light");
  expect(inside("svg.wb-er")?.style.getPropertyValue("--wb-ink")).toBe("");
});
