// What of the canvas is in view: all at first, then what is made, grows, or is chosen elsewhere.
import { useReactFlow } from "@xyflow/react";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { useStore } from "../hooks";
import { type AnyNode, seeing } from "./nodes";

export const FIT = { padding: { top: "60px", right: "24px", bottom: "24px", left: "56px" }, maxZoom: 1 } as const; // beside the tools

const sized = (node: AnyNode) => `${node.id} ${node.width} ${node.height}`;

/** Keep in view what people work on; what is given to the result is seen already, and nothing moves for it. */
export function useView(root: RefObject<HTMLElement | null>, nodes: readonly AnyNode[]): (node: AnyNode) => void {
  const [, { selected, status }] = useStore();
  const flow = useReactFlow();
  const fitted = useRef(false);
  const detail = useRef(status.detail);
  const shown = useRef(""); // what was brought into view last
  useEffect(() => {
    if (nodes.length === 0 || (fitted.current && detail.current === status.detail)) return;
    // Other sizes of all tables are another picture.
    fitted.current = true;
    detail.current = status.detail;
    requestAnimationFrame(() => void flow.fitView(FIT));
  }, [flow, nodes, status.detail]);
  useEffect(() => {
    const node = nodes.find((candidate) => candidate.id === selected);
    if (!fitted.current || !root.current || (selected && !node)) return;
    const now = node ? sized(node) : "";
    if (shown.current === now) return;
    shown.current = now;
    if (!node) return;
    const before = flow.getViewport();
    const after = seeing(node, before, [root.current.clientWidth, root.current.clientHeight]);
    if (after.x !== before.x || after.y !== before.y) void flow.setViewport(after, { duration: 200 });
  }, [flow, nodes, root, selected]);
  return useCallback((node) => {
    shown.current = sized(node);
  }, []);
}
