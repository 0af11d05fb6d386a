import { expect, test } from "vitest";
import widget from "./widget";

/** The part of anywidget's model that the widget uses. */
function fakeModel(svg: string) {
  const listeners = new Set<() => void>();
  return {
    get: () => svg,
    set(value: string) {
      svg = value;
      for (const listener of listeners) listener();
    },
    on: (_: string, listener: () => void) => listeners.add(listener),
    off: (_: string, listener: () => void) => listeners.delete(listener),
    listeners,
  };
}

test("the diagram is shown, follows its model, and is let go at the end", () => {
  const model = fakeModel("<svg><title>first</title></svg>");
  const el = document.createElement("div");
  const cleanup = widget.render({ model, el } as never) as () => void;
  expect(el.querySelector("svg title")?.textContent).toBe("first");
  model.set("<svg><title>second</title></svg>");
  expect(el.querySelector("svg title")?.textContent).toBe("second");
  cleanup();
  expect(model.listeners.size).toBe(0);
});
