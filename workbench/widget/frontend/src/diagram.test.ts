import { expect, test } from "vitest";
import { Diagram } from "./diagram";
import { SVG } from "./testing";

test("entities can be reached by keyboard and are named for screen readers", () => {
  const diagram = new Diagram(SVG);
  expect(diagram.subjects).toEqual(["entity:orders", 'entity:"order lines"']);
  const orders = diagram.svg.querySelector('[data-entity="orders"]')!;
  expect(orders.getAttribute("tabindex")).toBe("0");
  expect(orders.getAttribute("role")).toBe("button");
  expect(orders.getAttribute("aria-label")).toBe("entity orders");
  expect(diagram.svg.getAttribute("role")).toBe("group");
});

test("places are those of the drawing, moves of groups included", () => {
  const diagram = new Diagram(SVG);
  expect(diagram.extent).toEqual({ x: 0, y: 0, width: 400, height: 200 });
  expect(diagram.boxOf("entity:orders")).toEqual({ x: 110, y: 20, width: 120, height: 80 });
  expect(diagram.boxOf("entity:nothing")).toBeUndefined();
});

test("a part of an entity stands for it, the background for nothing", () => {
  const diagram = new Diagram(SVG);
  expect(diagram.subjectAt(diagram.svg.querySelector("[data-entity] text"))).toBe("entity:orders");
  expect(diagram.subjectAt(diagram.svg)).toBeUndefined();
  expect(diagram.subjectAt(null)).toBeUndefined();
});

test("one entity is selected at a time", () => {
  const diagram = new Diagram(SVG);
  diagram.select("entity:orders");
  diagram.select('entity:"order lines"');
  const pressed = [...diagram.svg.querySelectorAll("[aria-pressed=true]")];
  expect(pressed.map((group) => group.getAttribute("data-entity"))).toEqual(['"order lines"']);
});

test("colours are put over those drawn, and taken away", () => {
  const diagram = new Diagram(SVG);
  diagram.paint({ "wb-ink": "#ffffff", "wb-line": "#111111" });
  expect(diagram.svg.style.getPropertyValue("--wb-ink")).toBe("#ffffff");
  diagram.paint({});
  expect(diagram.svg.style.getPropertyValue("--wb-ink")).toBe("");
});
