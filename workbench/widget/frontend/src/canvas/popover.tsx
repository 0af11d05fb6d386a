// What a reference says, beside the line that was clicked.
import { useLayoutEffect, useRef, useState } from "react";
import { useAnswer } from "../hooks";
import type { Entity, Reference } from "../model";
import { nameOf } from "../names";
import { ReferenceForm } from "../parts/referenceform";
import { useStore } from "../hooks";

export function ReferencePopover({ subject, at, close, drop }: { subject: string; at: [number, number]; close(): void; drop(): void }) {
  const [, { scene }] = useStore();
  const child = scene.lines.find((line) => line.subject === subject)?.child.entity ?? nameOf(subject);
  const { value, fault } = useAnswer<Entity>("table.entity", { name: child });
  const reference: Reference | undefined = value?.references.find((candidate) => candidate.subject === subject);
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState(at);
  useLayoutEffect(() => {
    const element = ref.current;
    const area = element?.offsetParent?.getBoundingClientRect();
    if (!element || !area) return;
    const fit = (wanted: number, size: number, room: number) => Math.max(8, Math.min(wanted + 12, room - size - 8));
    setPlace([fit(at[0] - area.left, element.offsetWidth, area.width), fit(at[1] - area.top, element.offsetHeight, area.height)]);
  }, [at, reference?.child_attributes.length]);
  return (
    <div
      ref={ref}
      className="wb-popover nowheel"
      role="dialog"
      aria-label={reference?.title ?? "Reference"}
      style={{ left: place[0], top: place[1] }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") close();
      }}
    >
      <div className="wb-popover-head">
        <strong>{reference?.title ?? "…"}</strong>
        <button type="button" aria-label="Close" onClick={close}>
          ×
        </button>
      </div>
      {fault ? <p className="wb-error">{fault}</p> : null}
      {reference ? (
        <ReferenceForm reference={reference}>
          <button type="button" className="wb-danger" onClick={drop}>
            Delete the reference
          </button>
        </ReferenceForm>
      ) : null}
    </div>
  );
}
