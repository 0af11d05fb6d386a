// Geometry: the path of a line with rounded corners, and the marks of crow's foot notation at its ends.
import type { Box, End, Line, Point } from "./scene";

const CORNER = 6;
const FOOT = 11; // length of the crow's foot
const HALF = 5.5; // half its width

const text = (x: number, y: number) => `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;

/** SVG path through corners, which are rounded. */
export function path(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  const parts = [`M${text(first[0], first[1])}`];
  rest.forEach((point, index) => {
    const before = index === 0 ? first : rest[index - 1]!;
    const after = rest[index + 1];
    if (!after) {
      parts.push(`L${text(point[0], point[1])}`);
      return;
    }
    const back = Math.hypot(before[0] - point[0], before[1] - point[1]);
    const on = Math.hypot(after[0] - point[0], after[1] - point[1]);
    const radius = Math.min(CORNER, back / 2, on / 2);
    const near = (other: Point, far: number): [number, number] => [
      point[0] + ((other[0] - point[0]) / (far || 1)) * radius,
      point[1] + ((other[1] - point[1]) / (far || 1)) * radius,
    ];
    parts.push(`L${text(...near(before, back))}`, `Q${text(point[0], point[1])} ${text(...near(after, on))}`);
  });
  return parts.join("");
}

/** Marks at the end of a line that comes from `from` to `to`: bar or circle for the minimum, foot for many. */
export function mark(from: Point, to: Point, cardinality: End["cardinality"]): { path: string; circle: Point | null } {
  if (!cardinality) return { path: "", circle: null };
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const [dx, dy] = [(from[0] - to[0]) / length, (from[1] - to[1]) / length]; // away from the box
  const at = (along: number, across: number): string =>
    text(to[0] + dx * along - dy * across, to[1] + dy * along + dx * across);
  const many = cardinality.endsWith("*");
  const optional = cardinality.startsWith("0");
  const parts: string[] = [];
  if (many) parts.push(`M${at(0, HALF)}L${at(FOOT, 0)}L${at(0, -HALF)}`);
  else parts.push(`M${at(6, HALF)}L${at(6, -HALF)}`);
  const further = many ? FOOT + 4 : 11;
  if (!optional) parts.push(`M${at(further, HALF)}L${at(further, -HALF)}`);
  const centre = many ? FOOT + 4.5 : 12;
  return { path: parts.join(""), circle: optional ? [to[0] + dx * centre, to[1] + dy * centre] : null };
}

function side(box: Box, end: End, left: boolean): [number, number] {
  const row = box.rows.find((candidate) => candidate.name === end.attributes[0]);
  const y = row ? row.top + row.height / 2 : box.header / 2;
  return [left ? box.x : box.x + box.width, box.y + y];
}

/** A plain course between two boxes that are being moved; Python finds the good one when they are let go. */
export function course(line: Line, parent: Box, child: Box): Point[] {
  if (parent.subject === child.subject) {
    const from = side(parent, line.parent, false);
    const to = side(child, line.child, false);
    return [from, [from[0] + 30, from[1]], [to[0] + 30, to[1]], to];
  }
  const right = child.x + child.width / 2 >= parent.x + parent.width / 2;
  const from = side(parent, line.parent, !right);
  const to = side(child, line.child, right);
  const middle = (from[0] + to[0]) / 2;
  return [from, [middle, from[1]], [middle, to[1]], to];
}
