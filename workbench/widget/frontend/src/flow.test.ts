import { expect, test } from "vitest";
import { drawn, fresh, quoted } from "./flow";
import { edgesOf, nodesOf, standingOut } from "./nodes";
import { Store } from "./store";
import { SHOP, box } from "./testing";

const store = new Store(() => undefined);

test("a line from a column to another is a reference", () => {
  const connection = {
    source: "entity:orders", sourceHandle: "customer_id:l", target: "entity:customers", targetHandle: "id:r",
  };
  expect(drawn(connection, SHOP.boxes)).toEqual({
    do: "add",
    kind: "reference",
    node: {
      child: "orders", child_attributes: ["customer_id"], parent: "customers", parent_attributes: ["id"],
      parent_cardinality: "0..1",
    },
  });
  expect(drawn({ ...connection, target: "entity:orders", targetHandle: "customer_id:r" }, SHOP.boxes)).toBeNull();
  expect(drawn({ ...connection, target: "entity:gone" }, SHOP.boxes)).toBeNull();
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
  const nodes = nodesOf(SHOP, [], "", store);
  const again = nodesOf({ ...SHOP, boxes: [SHOP.boxes[0]!, box("orders", 400, ["id", "customer_id"])] }, nodes, "", store);
  expect(again[0]).toBe(nodes[0]);
  expect(again[1]).not.toBe(nodes[1]);
  expect(nodesOf(SHOP, nodes, "entity:orders", store)[1]).toMatchObject({ selected: true });
  const edges = edgesOf(SHOP, [], store);
  expect(edges).toHaveLength(1);
  expect(edgesOf(SHOP, edges, store)[0]).toBe(edges[0]);
  expect(edgesOf({ ...SHOP, boxes: [SHOP.boxes[0]!] }, edges, store)).toEqual([]);
});

test("lines of one subject are lines of their own", () => {
  const [first] = SHOP.lines;
  if (!first) throw new Error("the shop has a line");
  const twice = { ...SHOP, lines: [first, { ...first, key: `${first.key} 2` }] };
  expect(edgesOf(twice, [], store).map((edge) => edge.id)).toEqual([first.key, `${first.key} 2`]);
});

test("the lines of a table stand out", () => {
  const edges = edgesOf(SHOP, [], store);
  expect(standingOut(edges, "entity:orders")[0]).toMatchObject({ className: "wb-near" });
  expect(standingOut(edges, "entity:items")).toEqual(edges);
  expect(standingOut(edges, "")[0]).toBe(edges[0]);
});
