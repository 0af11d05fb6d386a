// A reference on the canvas: its course, its marks, and while a table is moved a plain course that follows it.
import { type EdgeProps, useInternalNode } from "@xyflow/react";
import { type CSSProperties, memo } from "react";
import { course, mark, path } from "./geometry";
import { nameOf } from "../names";
import type { LineEdge } from "./nodes";
import type { Box, Point } from "./scene";

export const ReferenceLine = memo(function ReferenceLine({ data, selected, source, target }: EdgeProps<LineEdge>) {
  const from = useInternalNode(source);
  const to = useInternalNode(target);
  if (!data || !from || !to) return null;
  const { line, parent, child } = data;
  const moved = (box: Box, at: { x: number; y: number }) => Math.abs(box.x - at.x) > 0.5 || Math.abs(box.y - at.y) > 0.5;
  const places = [from.internals.positionAbsolute, to.internals.positionAbsolute] as const;
  const points: readonly Point[] =
    moved(parent, places[0]) || moved(child, places[1])
      ? course(line, { ...parent, ...places[0] }, { ...child, ...places[1] })
      : line.points;
  if (points.length < 2) return null;
  const d = path(points);
  const ends = [
    mark(points[1]!, points[0]!, line.parent.cardinality),
    mark(points[points.length - 2]!, points[points.length - 1]!, line.child.cardinality),
  ];
  const kind = `${line.kind === "subtype" ? " wb-subtype" : ""}${line.identifying ? " wb-identifying" : ""}`;
  return (
    <g
      className={`wb-line${kind}${selected ? " wb-chosen" : ""}`}
      data-reference={line.kind === "reference" ? nameOf(line.subject) : undefined}
      style={line.color ? ({ "--wb-own": line.color } as CSSProperties) : undefined}
    >
      <title>{line.note ?? nameOf(line.subject)}</title>
      <path className="wb-wide" d={d} />
      <path className="wb-course" d={d} />
      {ends.map((end, index) => (
        <g key={index}>
          <path className="wb-mark" d={end.path} />
          {end.circle ? <circle className="wb-circle" cx={end.circle[0]} cy={end.circle[1]} r={4.5} /> : null}
        </g>
      ))}
    </g>
  );
});
