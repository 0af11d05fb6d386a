// Style of the canvas, inside its shadow tree. Colours are JupyterLab's where it gives them.
export const STYLE = `
:host { display: block; height: 100%; min-height: 320px; }
.frame {
  --canvas-back: #fbfcfb; --canvas-line: #d9dedb; --canvas-ink: #2b3230; --canvas-soft: #5d6764; --canvas-accent: #0b6b5d; --canvas-bad: #b3261e;
  --canvas-raised: #ffffff;
  position: relative; box-sizing: border-box; height: 100%; overflow: hidden;
  color: var(--canvas-ink); background: var(--canvas-back); border: 1px solid var(--canvas-line); border-radius: 8px;
  font: 13px/1.4 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
}
.frame[data-theme="dark"] {
  --canvas-back: #16191c; --canvas-line: #343b41; --canvas-ink: #e2e6e4; --canvas-soft: #9da7a4; --canvas-accent: #56c7b4; --canvas-bad: #f28b82;
  --canvas-raised: #20252a; color-scheme: dark;
}
.stage { position: absolute; inset: 0; overflow: hidden; cursor: grab; touch-action: none; user-select: none; }
.stage.dragging { cursor: grabbing; }
.stage:focus-visible { outline: 2px solid var(--canvas-accent); outline-offset: -3px; border-radius: 8px; }
.stage > svg { position: absolute; inset: 0; width: 100%; height: 100%; max-width: none; display: block; }
[data-entity] { cursor: pointer; outline: none; }
.workbench-ring { fill: none; stroke: transparent; stroke-width: 2.5; pointer-events: none; }
[data-entity]:hover .workbench-ring { stroke: color-mix(in srgb, var(--canvas-accent) 35%, transparent); }
.workbench-selected .workbench-ring { stroke: var(--canvas-accent); }
[data-entity]:focus-visible .workbench-ring { stroke: var(--canvas-accent); stroke-dasharray: 5 3; }
.workbench-selected:focus-visible .workbench-ring { stroke-dasharray: none; stroke-width: 4; }
.tools {
  position: absolute; right: 10px; bottom: 10px; display: flex; align-items: center; gap: 2px; padding: 3px;
  background: var(--canvas-raised); border: 1px solid var(--canvas-line); border-radius: 8px;
  box-shadow: 0 1px 3px rgb(0 0 0 / 12%);
}
.tools button {
  width: 28px; height: 28px; padding: 0; display: grid; place-items: center; cursor: pointer;
  color: var(--canvas-soft); background: none; border: 0; border-radius: 5px;
}
.tools button:hover { color: var(--canvas-ink); background: color-mix(in srgb, var(--canvas-accent) 12%, transparent); }
.tools button:focus-visible { outline: 2px solid var(--canvas-accent); outline-offset: -1px; }
.tools svg { width: 16px; height: 16px; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; }
.scale { min-width: 42px; padding-right: 4px; text-align: right; color: var(--canvas-soft); font-size: 12px;
  font-variant-numeric: tabular-nums; }
.hint, .fault {
  position: absolute; left: 50%; transform: translateX(-50%); margin: 0; padding: 5px 12px; max-width: 80%;
  background: var(--canvas-raised); border: 1px solid var(--canvas-line); border-radius: 8px; pointer-events: none;
}
.hint { bottom: 14px; color: var(--canvas-soft); white-space: nowrap; }
.fault { top: 14px; color: var(--canvas-bad); }
[hidden] { display: none !important; }
@media (prefers-reduced-motion: no-preference) { .workbench-ring { transition: stroke 80ms; } }
`;
