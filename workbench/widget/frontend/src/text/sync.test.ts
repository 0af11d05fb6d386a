import { expect, test } from "vitest";
import { applied, between, rebased } from "./sync";

/** Numbers that are the same in every run. */
function* numbers(seed: number): Generator<number> {
  for (let value = seed; ; ) {
    value = (value * 1103515245 + 12345) % 2147483648;
    yield value / 2147483648;
  }
}

test("the change between two texts leads from one to the other, and halves no character", () => {
  expect(between("same", "same")).toBeNull();
  expect(between("abc", "abXc")).toEqual([2, 2, "X"]);
  expect(between("aaa", "aa")).toEqual([2, 3, ""]);
  const [from, , insert] = between("x😀y", "x😁y")!;
  expect([from, insert]).toEqual([1, "😁"]);
  const random = numbers(7);
  const next = (below: number) => Math.floor(random.next().value! * below);
  for (let turn = 0; turn < 2000; turn++) {
    const letters = () => Array.from({ length: next(8) }, () => ["a", "b", "\n", "😀", "😁"][next(5)]).join("");
    const [before, after] = [letters(), letters()];
    const change = between(before, after);
    expect(change ? applied(before, change) : before).toBe(after);
    if (change) expect(() => encodeURIComponent(change[2])).not.toThrow(); // it does for half a character
  }
});

test("changes in different places are both kept, whichever comes first", () => {
  const base = "one two three four";
  const random = numbers(11);
  const next = (below: number) => Math.floor(random.next().value! * below);
  let merged = 0;
  for (let turn = 0; turn < 3000; turn++) {
    const some = () => {
      const from = next(base.length);
      return [from, Math.min(base.length, from + next(4)), "xyz".slice(next(4))] as [number, number, string];
    };
    const [mine, theirs] = [some(), some()];
    const here = rebased(theirs, mine);
    const there = rebased(mine, theirs);
    if (!here || !there) continue;
    merged++;
    expect(applied(applied(base, mine), here)).toBe(applied(applied(base, theirs), there));
  }
  expect(merged).toBeGreaterThan(1000);
});

test("changes of the same place are for a person to choose from", () => {
  expect(rebased([4, 7, "2"], [5, 6, "x"])).toBeNull();
  expect(rebased([3, 3, "a"], [3, 3, "b"])).toBeNull();
});
