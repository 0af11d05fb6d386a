import { expect, test } from "vitest";
import { EMPTY, applied } from "./scene";
import { SHOP, box } from "../testing";

const NOTHING = { boxes: [], lines: [], frames: [], order: {} };

test("a change leads to the next scene and leaves what is the same the same objects", () => {
  const moved = box("orders", 500, ["id", "customer_id"]);
  const next = applied(SHOP, { ...NOTHING, boxes: [moved] });
  expect(next.boxes).toEqual([SHOP.boxes[0], moved]);
  expect(next.boxes[0]).toBe(SHOP.boxes[0]);
  expect(next.lines).toBe(SHOP.lines);
});

test("the order says what comes, what goes, and in which order all are", () => {
  const items = box("items");
  const next = applied(SHOP, { ...NOTHING, boxes: [items], order: { boxes: ["entity:items", [0, 1]], lines: [] } });
  expect(next.boxes.map((found) => found.name)).toEqual(["items", "customers"]);
  expect(next.lines).toEqual([]);
  expect(applied(next, { ...NOTHING, order: { boxes: [[1, 2], [0, 1]] } }).boxes.map((found) => found.name)).toEqual(["customers", "items"]);
  expect(applied(EMPTY, { ...NOTHING, boxes: SHOP.boxes, order: { boxes: SHOP.boxes.map((b) => b.subject) } }).boxes).toEqual(SHOP.boxes);
});
