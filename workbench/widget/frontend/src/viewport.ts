// Which part of the drawing is seen: pure arithmetic, no DOM. Drawing units are the SVG's own, screen units are pixels.

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  x: number;
  y: number;
}

export const MIN_SCALE = 0.05;
export const MAX_SCALE = 4;

/** The upper left corner seen, in drawing units, and pixels per drawing unit. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Show all of `box`, centred, with a margin; small drawings are not blown up. */
export function fit(box: Box, screen: Size, margin = 16): Viewport {
  if (box.width <= 0 || box.height <= 0 || screen.width <= 0 || screen.height <= 0) {
    return { x: box.x, y: box.y, scale: 1 };
  }
  const scale = clamp(
    Math.min((screen.width - 2 * margin) / box.width, (screen.height - 2 * margin) / box.height),
    MIN_SCALE,
    1.1,
  );
  return {
    x: box.x + box.width / 2 - screen.width / scale / 2,
    y: box.y + box.height / 2 - screen.height / scale / 2,
    scale,
  };
}

/** Move what is seen by so many pixels of the screen. */
export function pan(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x + dx / view.scale, y: view.y + dy / view.scale };
}

/** Magnify by a factor, keeping the point of the drawing below `at` (pixels from the upper left) where it is. */
export function zoom(view: Viewport, factor: number, at: { x: number; y: number }): Viewport {
  const scale = clamp(view.scale * factor, MIN_SCALE, MAX_SCALE);
  return { x: view.x + at.x / view.scale - at.x / scale, y: view.y + at.y / view.scale - at.y / scale, scale };
}

/** Move as little as needed to bring `box` onto the screen. */
export function reveal(view: Viewport, box: Box, screen: Size, margin = 16): Viewport {
  const shift = (low: number, length: number, from: number, seen: number) => {
    const edge = margin / view.scale;
    if (length + 2 * edge > seen || low - edge < from) return low - edge - from;
    return Math.max(0, low + length + edge - from - seen);
  };
  const seen = { width: screen.width / view.scale, height: screen.height / view.scale };
  const visible = (low: number, length: number, from: number, extent: number) => low >= from && low + length <= from + extent;
  const dx = visible(box.x, box.width, view.x, seen.width) ? 0 : shift(box.x, box.width, view.x, seen.width);
  const dy = visible(box.y, box.height, view.y, seen.height) ? 0 : shift(box.y, box.height, view.y, seen.height);
  return { ...view, x: view.x + dx, y: view.y + dy };
}

export function viewBox(view: Viewport, screen: Size): string {
  return [view.x, view.y, screen.width / view.scale, screen.height / view.scale].map((n) => n.toFixed(2)).join(" ");
}
