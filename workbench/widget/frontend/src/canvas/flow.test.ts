import { expect, test } from "vitest";
import { quoted } from "../names";
import { SHOP, box } from "../testing";
import { fresh } from "./making";
import { drawn } from "./gestures";
import { aligned, choosing, edgesOf, followed, nodesOf, seeing, standingOut } from "./nodes";

test("a line from a column to another is a reference", () => {
  const connection = {
    source: "entity:orders", sourceHandle: "customer_id:l", target: "entity:customers", targetHandle: "id:r",
  };
  const meant = { child: "orders", parent: "customers", pairs: [["customer_id", "id"]] };
  expect(drawn(connection, SHOP.boxes)).toEqual(meant);
  // From a key to what is none, it was drawn the other way round.
  const back = { source: "entity:customers", sourceHandle: "id:r", target: "entity:orders", targetHandle: "customer_id:l" };
  expect(drawn(back, SHOP.boxes)).toEqual(meant);
  expect(drawn({ ...connection, target: "entity:orders", targetHandle: "customer_id:r" }, SHOP.boxes)).toBeNull();
  expect(drawn({ ...connection, target: "entity:gone" }, SHOP.boxes)).toBeNull();
});

test("a line from or to a table's head leaves columns to Python", () => {
  const from = { source: "entity:orders", sourceHandle: "*:l", target: "entity:customers", targetHandle: "*:r" };
  expect(drawn(from, SHOP.boxes)).toEqual({ child: "orders", parent: "customers" });
  expect(drawn({ ...from, sourceHandle: "customer_id:l" }, SHOP.boxes)).toEqual({ child: "orders", parent: "customers", pairs: [["customer_id", "id"]] });
  expect(drawn({ ...from, targetHandle: "id:r" }, SHOP.boxes)).toEqual({ child: "orders", parent: "customers", pairs: [[null, "id"]] });
  expect(drawn({ ...from, target: "entity:orders" }, SHOP.boxes)).toEqual({ child: "orders", parent: "orders" });
});

test("a new table has a name that is free", () => {
  expect(fresh([])).toMatchObject({ node: { name: "table_1" } });
  expect(fresh([box("table_1"), box("table_2")])).toMatchObject({ node: { name: "table_3" } });
});

test("a name is spelled as a subject has it", () => {
  expect([quoted("orders"), quoted("größe_2"), quoted("order lines"), quoted('a"b'), quoted("2nd")]).toEqual([
    "orders", "größe_2", '"order lines"', '"a""b"', '"2nd"',
  ]);
});

test("nodes and edges of what is the same are the same objects", () => {
  const nodes = nodesOf(SHOP, []);
  const again = nodesOf({ ...SHOP, boxes: [SHOP.boxes[0]!, box("orders", 400, ["id", "customer_id"])] }, nodes);
  expect(again[0]).toBe(nodes[0]);
  expect(again[1]).not.toBe(nodes[1]);
  const marked = nodesOf(SHOP, nodes, { orders: "error" }, { table: "entity:customers", row: "id" });
  expect(marked.map((node) => node.data)).toMatchObject([{ mark: "", row: "id" }, { mark: "error", row: "" }]);
  const chosen = choosing(nodes, new Set(["entity:orders"]));
  expect([chosen[0] === nodes[0], chosen[1]?.selected]).toEqual([true, true]);
  expect(nodesOf({ ...SHOP, boxes: [SHOP.boxes[0]!, box("orders", 400)] }, chosen)[1]).toMatchObject({ selected: true });
  const edges = edgesOf(SHOP, []);
  expect(edges).toHaveLength(1);
  expect(edgesOf(SHOP, edges)[0]).toBe(edges[0]);
  expect(edgesOf({ ...SHOP, boxes: [SHOP.boxes[0]!] }, edges)).toEqual([]);
});

test("lines of one subject are lines of their own", () => {
  const [first] = SHOP.lines;
  if (!first) throw new Error("the shop has a line");
  const twice = { ...SHOP, lines: [first, { ...first, key: `${first.key} 2` }] };
  expect(edgesOf(twice, []).map((edge) => edge.id)).toEqual([first.key, `${first.key} 2`]);
});

test("the lines of a table stand out", () => {
  const edges = edgesOf(SHOP, []);
  expect(standingOut(edges, "entity:orders")[0]).toMatchObject({ className: "wb-near" });
  expect(standingOut(edges, "entity:items")).toEqual(edges);
  expect(standingOut(edges, "")[0]).toBe(edges[0]);
});

test("tables are aligned by an edge or a middle, and spread at equal distances", () => {
  const at = (id: string, x: number, width: number) => ({ id, position: { x, y: 5 }, width, height: 10 });
  const three = [at("a", 0, 100), at("b", 130, 20), at("c", 300, 50)];
  const xs = (way: "left" | "right" | "centre" | "across") => [...aligned(three, way).values()].map(({ x }) => x);
  expect(xs("left")).toEqual([0, 0, 0]);
  expect(xs("right")).toEqual([250, 330, 300]); // the right edge is at 350
  expect(xs("centre")).toEqual([125, 165, 150]);
  expect(xs("across")).toEqual([0, 190, 300]); // 350 - 170 of tables leaves two gaps of 90
  expect([...aligned(three, "top").values()].every(({ y }) => y === 5)).toBe(true);
});

test("the view moves as little as shows the whole of a table", () => {
  const size = [600, 400] as const;
  const at = (x: number, y: number, width = 100, height = 80) => ({ id: "a", position: { x, y }, width, height });
  const view = { x: 0, y: 0, zoom: 1 };
  expect(seeing(at(100, 100), view, size)).toEqual(view);
  expect(seeing(at(550, 100), view, size)).toEqual({ x: -74, y: 0, zoom: 1 }); // its right edge is at 650, and 576 is the last
  expect(seeing(at(-50, -20), view, size)).toEqual({ x: 74, y: 84, zoom: 1 });
  expect(seeing(at(1000, 0), { x: 0, y: 100, zoom: 0.5 }, size)).toEqual({ x: 0, y: 100, zoom: 0.5 }); // it ends at 550
  expect(seeing(at(0, 100, 900), view, size).x).toBe(24); // wider than the view: its beginning
});

test("a reference whose columns are changed is still the same one", () => {
  const [old] = SHOP.lines as [(typeof SHOP.lines)[number]];
  const changed = { ...old, key: "reference:orders(buyer)->customers(id)", subject: "reference:orders(buyer)->customers(id)" };
  expect(followed(old.subject, SHOP, SHOP)).toBe(old.subject);
  expect(followed(old.subject, SHOP, { ...SHOP, lines: [changed] })).toBe(changed.subject);
  expect(followed(old.subject, SHOP, { ...SHOP, lines: [] })).toBeNull();
  expect(followed(old.subject, SHOP, { ...SHOP, lines: [changed, { ...changed, subject: "another" }] })).toBeNull();
});
