import { expect, test } from "vitest";
import { MAX_SCALE, MIN_SCALE, fit, pan, reveal, viewBox, zoom } from "./viewport";

const SCREEN = { width: 800, height: 400 };

test("fitting shows all of a large drawing, centred, margins kept", () => {
  const view = fit({ x: 100, y: 50, width: 1600, height: 400 }, SCREEN, 0);
  expect(view.scale).toBe(0.5);
  expect([view.x, view.y]).toEqual([100, -150]);
  expect(fit({ x: 0, y: 0, width: 768, height: 100 }, SCREEN).x).toBe(-16);
});

test("a small drawing is not blown up, an empty one no fault", () => {
  expect(fit({ x: 0, y: 0, width: 10, height: 10 }, SCREEN).scale).toBe(1.1);
  expect(fit({ x: 0, y: 0, width: 0, height: 0 }, SCREEN)).toEqual({ x: 0, y: 0, scale: 1 });
  expect(fit({ x: 3, y: 4, width: 10, height: 10 }, { width: 0, height: 0 })).toEqual({ x: 3, y: 4, scale: 1 });
});

test("panning moves by pixels of the screen", () => {
  expect(pan({ x: 10, y: 10, scale: 2 }, 60, -20)).toEqual({ x: 40, y: 0, scale: 2 });
});

test("zooming keeps the point below the pointer where it is, within limits", () => {
  const view = { x: 10, y: 20, scale: 1 };
  const at = { x: 300, y: 100 };
  const near = zoom(view, 2, at);
  expect([near.x + at.x / near.scale, near.y + at.y / near.scale]).toEqual([310, 120]);
  expect(zoom(view, 1000, at).scale).toBe(MAX_SCALE);
  expect(zoom(view, 0.0001, at).scale).toBe(MIN_SCALE);
});

test("revealing moves no more than needed", () => {
  const view = { x: 0, y: 0, scale: 1 };
  expect(reveal(view, { x: 100, y: 100, width: 50, height: 50 }, SCREEN)).toEqual(view);
  expect(reveal(view, { x: 790, y: 100, width: 50, height: 50 }, SCREEN, 10)).toEqual({ x: 50, y: 0, scale: 1 });
  expect(reveal(view, { x: -30, y: -40, width: 50, height: 50 }, SCREEN, 10)).toEqual({ x: -40, y: -50, scale: 1 });
  // What is larger than the screen is shown from its upper left corner.
  expect(reveal(view, { x: 900, y: 0, width: 2000, height: 50 }, SCREEN, 10).x).toBe(890);
});

test("what is seen becomes the viewBox", () => {
  expect(viewBox({ x: 1, y: 2, scale: 2 }, SCREEN)).toBe("1.00 2.00 400.00 200.00");
});
