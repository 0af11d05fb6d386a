import { expect, test } from "vitest";
import type { FromFrontEnd, Status } from "./protocol";
import { Refused, Store } from "./store";
import { SHOP, box } from "./testing";

const status = (revision: number): Status => ({
  revision, undo: null, redo: null, dirty: false, file: null, findings: [0, 0, 0], marks: {}, fault: "", detail: "all",
});

function made() {
  const sent: FromFrontEnd[] = [];
  const store = new Store((message) => sent.push(message));
  store.receive({ type: "scene", scene: SHOP, state: status(3) });
  return { store, sent };
}

test("scenes and changes are shown, and who listens is told", () => {
  const { store, sent } = made();
  let told = 0;
  const stop = store.subscribe(() => told++);
  const change = { boxes: [box("customers", 50)], lines: [], frames: [], order: {} };
  store.receive({ type: "change", base: 3, change, state: status(4) });
  expect([store.get().scene.boxes[0]?.x, store.get().status.revision]).toEqual([50, 4]);
  stop();
  store.select("entity:orders");
  expect(told).toBe(1);
  expect(sent).toEqual([{ type: "select", subject: "entity:orders", revision: 4 }]);
});

test("a change of another state asks for the whole, once it is needed", () => {
  const { store, sent } = made();
  const change = { boxes: [], lines: [], frames: [], order: {} };
  store.receive({ type: "change", base: 7, change, state: status(8) });
  expect(sent).toEqual([{ type: "again" }]);
  store.receive({ type: "change", base: 2, change, state: status(3) }); // what is shown already
  expect(sent).toHaveLength(1);
});

test("what is done is answered, and a refusal says why until the next thing is done", async () => {
  const { store, sent } = made();
  const first = store.edit({ do: "drop", subject: "entity:orders" });
  const second = store.try("canvas.undo");
  expect(sent).toEqual([
    { type: "do", what: "canvas.edit", given: { edits: [{ do: "drop", subject: "entity:orders" }] }, revision: 3, number: 1 },
    { type: "do", what: "canvas.undo", given: {}, revision: 3, number: 2 },
  ]);
  store.receive({ type: "refused", number: 1, message: "Not so." });
  expect([await first, store.get().refusal]).toEqual([undefined, "Not so."]);
  store.receive({ type: "done", number: 2 });
  expect([await second, store.get().refusal]).toEqual([true, ""]);
  store.receive({ type: "refused", number: 99, message: "of another view" });
  expect(store.get().refusal).toBe("");
});

test("a question is answered whatever the revision, and its refusal is the asker's own", async () => {
  const { store, sent } = made();
  const [good, bad] = [store.ask<string>("canvas.clip", { entities: ["a"] }), store.ask("table.entity", { name: "b" })];
  expect(sent[0]).toEqual({ type: "ask", what: "canvas.clip", given: { entities: ["a"] }, number: 1 });
  store.receive({ type: "refused", number: 2, message: "There is no entity 'b'.", kind: "UnknownNameError", places: [[1, 2, 3, "here"]] });
  store.receive({ type: "done", number: 1, answer: "Table a {}" });
  expect(await good).toBe("Table a {}");
  const refused = await bad.catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({ message: "There is no entity 'b'.", kind: "UnknownNameError", places: [[1, 2, 3, "here"]] });
  expect(store.get().refusal).toBe("");
});

test("what several parts ask of one revision is asked once", async () => {
  const { store, sent } = made();
  const [one, other] = [store.know<string>("table.entity", { name: "a" }), store.know<string>("table.entity", { name: "a" })];
  void store.know("table.entity", { name: "b" });
  expect(sent).toHaveLength(2);
  store.receive({ type: "done", number: 1, answer: "it" });
  expect([await one, await other]).toEqual(["it", "it"]);
  void store.know("table.entity", { name: "b" });
  expect(sent).toHaveLength(2);
  store.receive({ type: "change", base: 3, change: null, state: status(4) });
  void store.know("table.entity", { name: "b" });
  expect(sent.at(-1)).toMatchObject({ type: "ask", given: { name: "b" } });
  expect(sent).toHaveLength(3);
});

test("how things stand is told without a change of the model", () => {
  const { store, sent } = made();
  store.receive({ type: "change", base: 3, change: null, state: { ...status(3), dirty: true } });
  expect([store.get().status.dirty, store.get().scene]).toEqual([true, SHOP]);
  expect(sent).toEqual([]);
});

test("another table has no column chosen yet", () => {
  const { store } = made();
  store.select("entity:orders");
  store.pick("customer_id");
  store.select("entity:customers");
  expect(store.get().row).toBe("");
});

test("a kernel that is gone is told as that", async () => {
  const store = new Store(() => {
    throw new Error("Cannot send");
  });
  await store.try("canvas.undo");
  expect(store.get().refusal).toContain("Run the cell again");
});
