import { afterEach, expect, test, vi } from "vitest";
import widget, { fetched } from "./widget";

/** The part of anywidget's model that the widget uses. */
function fakeModel(values: Record<string, unknown>) {
  const listeners = new Map<string, Set<(...given: unknown[]) => void>>();
  return {
    sent: [] as unknown[],
    listeners,
    get: (name: string) => values[name],
    tell(name: string, ...given: unknown[]) {
      for (const listener of listeners.get(name) ?? []) listener(...given);
    },
    on: (name: string, listener: () => void) => listeners.set(name, (listeners.get(name) ?? new Set()).add(listener)),
    off: (name: string, listener: () => void) => listeners.get(name)?.delete(listener),
    send(message: unknown) {
      this.sent.push(message);
    },
  };
}

const page = globalThis as { workbenchModules?: Map<string, Promise<unknown>> };

afterEach(() => {
  document.body.replaceChildren();
  delete page.workbenchModules;
});

test("the module is asked for once a page", () => {
  const model = fakeModel({ modules: { "app.js": "app.js-1" } });
  const here = {};
  const first = fetched(model as never, "app.js", here);
  expect(fetched(model as never, "app.js", here)).toBe(first);
  expect(model.sent).toEqual([{ type: "module", name: "app.js-1" }]);
});

test("a canvas is mounted, told what Python says, and let go at the end", async () => {
  const mounted = { receive: vi.fn(), select: vi.fn(), paint: vi.fn(), label: vi.fn(), unmount: vi.fn() };
  const mount = vi.fn(() => mounted);
  page.workbenchModules = new Map([["m", Promise.resolve({ mount })]]);
  const model = fakeModel({ modules: { "app.js": "m" }, height: 500, selected: "entity:orders", label: "Shop", theme: "dark" });
  const el = document.createElement("div");
  const cleanup = (await widget.render({ model, el } as never)) as () => void;
  expect(mounted.select).toHaveBeenCalledWith("entity:orders");
  expect(mounted.label).toHaveBeenCalledWith("Shop");
  expect(mounted.paint).toHaveBeenCalledWith("dark");
  expect(el.style.getPropertyValue("--wb-height")).toBe("500px");
  const message = { type: "done", number: 1 };
  model.tell("msg:custom", message);
  expect(mounted.receive).toHaveBeenCalledWith(message);
  expect(model.sent).toEqual([{ type: "view", open: true }]);
  cleanup();
  expect(mounted.unmount).toHaveBeenCalled();
  expect(model.sent.at(-1)).toEqual({ type: "view", open: false });
  expect([...model.listeners.values()].every((listeners) => listeners.size === 0)).toBe(true);
  expect(el.childElementCount).toBe(0);
});

test("a module that cannot be loaded is told in its place", async () => {
  page.workbenchModules = new Map([["m", Promise.reject(new Error("no room"))]]);
  const el = document.createElement("div");
  await widget.render({ model: fakeModel({ modules: { "app.js": "m" } }), el } as never);
  expect(el.querySelector("[role=alert]")?.textContent).toBe("The editor could not be loaded: no room");
});
