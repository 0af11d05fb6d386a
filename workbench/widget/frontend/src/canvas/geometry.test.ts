import { expect, test } from "vitest";
import { course, mark, path } from "./geometry";
import { SHOP, box, line } from "../testing";

test("a path has rounded corners, and none that are larger than its pieces", () => {
  expect(path([])).toBe("");
  expect(path([[0, 0], [10, 0]])).toBe("M0,0L10,0");
  expect(path([[0, 0], [100, 0], [100, 50]])).toBe("M0,0L94,0Q100,0 100,6L100,50");
  expect(path([[0, 0], [4, 0], [4, 50]])).toBe("M0,0L2,0Q4,0 4,2L4,50");
});

test.each([
  ["1", false, 2],
  ["0..1", true, 1],
  ["1..*", false, 2],
  ["0..*", true, 1],
] as const)("the mark of %s", (cardinality, circle, strokes) => {
  const made = mark([100, 0], [0, 0], cardinality);
  expect(made.circle !== null).toBe(circle);
  expect(made.path.split("M").length - 1).toBe(strokes);
  if (made.circle) expect(made.circle[0]).toBeGreaterThan(0); // on the line, away from the box
});

test("a line that says nothing of its end has no mark", () => {
  expect(mark([1, 0], [0, 0], null)).toEqual({ path: "", circle: null });
});

test("a plain course goes from row to row, on the sides that face each other", () => {
  const [customers, orders] = SHOP.boxes as [ReturnType<typeof box>, ReturnType<typeof box>];
  const reference = SHOP.lines[0]!;
  expect(course(reference, customers, orders)).toEqual([[180, 44], [240, 44], [240, 68], [300, 68]]);
  expect(course(reference, { ...customers, x: 900 }, orders)[0]).toEqual([900, 44]);
  const own = course(line("orders", "customer_id", "orders"), orders, orders);
  expect(own[0]![0]).toBe(own[3]![0]);
  expect(own[1]![0]).toBeGreaterThan(own[0]![0]);
});
