import { beforeEach, expect, test, vi } from "vitest";
import { Canvas } from "./canvas";
import { SVG, withInside } from "./testing";

let host: HTMLElement;
let chosen: string[];
let canvas: Canvas;

const inside = <T extends Element>(selector: string) => host.shadowRoot!.querySelector<T & HTMLElement>(selector)!;
const entity = (name: string) => inside<SVGElement>(`[data-entity="${name}"]`);
const seen = () => inside("svg.wb-er").getAttribute("viewBox")!.split(" ").map(Number);
const key = (name: string, target: Element = inside(".stage"), more = {}) => {
  const event = new KeyboardEvent("keydown", { key: name, bubbles: true, composed: true, cancelable: true, ...more });
  target.dispatchEvent(event);
  return event;
};
const pointer = (type: string, target: Element, x: number, y: number) =>
  target.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: x, clientY: y }));

beforeEach(() => {
  document.body.replaceChildren((host = document.createElement("div")));
  chosen = [];
  canvas = new Canvas(host, { select: (subject) => chosen.push(subject) });
  const stage = inside(".stage");
  Object.defineProperty(stage, "clientWidth", { value: 800 });
  Object.defineProperty(stage, "clientHeight", { value: 400 });
  canvas.show(SVG);
});

test("the diagram is fitted at first and again when 0 is pressed", () => {
  const fitted = seen();
  expect(fitted[2]! / fitted[3]!).toBeCloseTo(2);
  key("+");
  key("ArrowLeft");
  expect(seen()).not.toEqual(fitted);
  key("0");
  expect(seen()).toEqual(fitted);
});

test("arrow keys move what is seen, plus and minus magnify, and the page does not get the keys", () => {
  const [x, y, width] = seen();
  expect(key("ArrowRight").defaultPrevented).toBe(true);
  key("ArrowDown");
  expect(seen()[0]).toBeGreaterThan(x!);
  expect(seen()[1]).toBeGreaterThan(y!);
  key("-");
  expect(seen()[2]).toBeCloseTo(width! * 1.2, 1);
  expect(key("s", undefined, { ctrlKey: true }).defaultPrevented).toBe(false);
  expect(key("q").defaultPrevented).toBe(false);
  expect(host.getAttribute("data-lm-suppress-shortcuts")).toBe("true");
});

test("Enter and a click choose an entity, Escape and the background nothing", () => {
  key("Enter", entity("orders"));
  expect(chosen).toEqual(["entity:orders"]);
  expect(entity("orders").getAttribute("aria-pressed")).toBe("true");
  key("Escape");
  const text = inside('[data-entity=\'"order lines"\'] text');
  pointer("pointerdown", text, 10, 10);
  pointer("pointerup", text, 12, 11);
  pointer("pointerdown", inside(".stage"), 10, 10);
  pointer("pointerup", inside(".stage"), 10, 10);
  expect(chosen).toEqual(["entity:orders", "", 'entity:"order lines"', ""]);
});

test("dragging moves what is seen and chooses nothing", () => {
  const [x, y] = seen();
  pointer("pointerdown", entity("orders"), 100, 100);
  pointer("pointermove", entity("orders"), 60, 150);
  pointer("pointerup", entity("orders"), 60, 150);
  expect(chosen).toEqual([]);
  expect(seen()[0]).toBeGreaterThan(x!);
  expect(seen()[1]).toBeLessThan(y!);
});

test("the wheel zooms with Ctrl; without, the page scrolls and a hint tells", () => {
  vi.useFakeTimers();
  const before = seen();
  const wheel = (more: object) => {
    const event = new WheelEvent("wheel", { deltaY: -100, bubbles: true, cancelable: true, ...more });
    // happy-dom knows no modifier keys of a wheel.
    for (const [name, value] of Object.entries(more)) Object.defineProperty(event, name, { value });
    inside(".stage").dispatchEvent(event);
    return event;
  };
  expect(wheel({}).defaultPrevented).toBe(false);
  expect(seen()).toEqual(before);
  expect(inside(".hint").hidden).toBe(false);
  vi.advanceTimersByTime(2000);
  expect(inside(".hint").hidden).toBe(true);
  expect(wheel({ ctrlKey: true }).defaultPrevented).toBe(true);
  expect(seen()[2]).toBeLessThan(before[2]!);
  vi.useRealTimers();
});

test("another drawing keeps the selected entity where it is on the screen", () => {
  canvas.select("entity:orders");
  key("+");
  const before = seen();
  canvas.show(SVG.replace("translate(100 0)", "translate(170 30)"));
  expect(seen()[0]! - before[0]!).toBeCloseTo(70, 1);
  expect(seen()[1]! - before[1]!).toBeCloseTo(30, 1);
  expect(entity("orders").classList.contains("workbench-selected")).toBe(true);
});

test("a drawing that could run something is not shown, and the reason is", () => {
  canvas.show(withInside("<script>alert(1)</script>"));
  expect(inside("svg.wb-er")).toBeNull();
  expect(inside(".fault").hidden).toBe(false);
  expect(inside(".fault").textContent).toContain("<script>");
  canvas.show(SVG);
  expect(inside(".fault").hidden).toBe(true);
});

test("the buttons zoom and fit, and say so", () => {
  const before = seen();
  for (const label of ["Zoom in", "Zoom out", "Fit the diagram"]) inside(`button[aria-label="${label}"]`).click();
  expect(seen()).toEqual(before);
  inside('button[aria-label="Zoom in"]').click();
  expect(inside(".scale").textContent).toBe("132 %");
});
