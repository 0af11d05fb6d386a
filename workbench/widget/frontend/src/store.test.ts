import { expect, test } from "vitest";
import type { FromFrontEnd } from "./protocol";
import { Store } from "./store";
import { SHOP, box } from "./testing";

const status = (revision: number) => ({ revision, undo: null, redo: null, dirty: false });

function made() {
  const sent: FromFrontEnd[] = [];
  const store = new Store((message) => sent.push(message));
  store.receive({ type: "scene", scene: SHOP, shift: [0, 0], state: status(3) });
  return { store, sent };
}

test("scenes and changes are shown, and who listens is told", () => {
  const { store, sent } = made();
  let told = 0;
  const stop = store.subscribe(() => told++);
  const change = { boxes: [box("customers", 50)], lines: [], frames: [], order: {} };
  store.receive({ type: "change", base: 3, change, shift: [5, 6], state: status(4) });
  expect([store.get().scene.boxes[0]?.x, store.get().shift, store.get().status.revision]).toEqual([50, [5, 6], 4]);
  stop();
  store.select("entity:orders");
  expect(told).toBe(1);
  expect(sent).toEqual([{ type: "select", subject: "entity:orders", revision: 4 }]);
});

test("a change of another state asks for the whole, once it is needed", () => {
  const { store, sent } = made();
  const change = { boxes: [], lines: [], frames: [], order: {} };
  store.receive({ type: "change", base: 7, change, shift: [0, 0], state: status(8) });
  expect(sent).toEqual([{ type: "again" }]);
  store.receive({ type: "change", base: 2, change, shift: [0, 0], state: status(3) }); // what is shown already
  expect(sent).toHaveLength(1);
});

test("what is asked is answered, and a refusal says why until the next thing is done", async () => {
  const { store, sent } = made();
  const first = store.edit({ do: "drop", subject: "entity:orders" });
  const second = store.command("undo");
  expect(sent).toEqual([
    { type: "edit", edits: [{ do: "drop", subject: "entity:orders" }], revision: 3, number: 1 },
    { type: "command", name: "undo", number: 2 },
  ]);
  store.receive({ type: "refused", number: 1, message: "Not so." });
  expect([await first, store.get().refusal]).toEqual([false, "Not so."]);
  store.receive({ type: "done", number: 2 });
  expect([await second, store.get().refusal]).toEqual([true, ""]);
  store.receive({ type: "refused", number: 99, message: "of another view" });
  expect(store.get().refusal).toBe("");
});
