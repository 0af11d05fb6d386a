// The editor: toolbar, canvas and panes, as React draws them.
import { ReactFlowProvider } from "@xyflow/react";
import { Component, type KeyboardEvent, type MouseEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { Canvas } from "./canvas/flow";
import { StoreContext, useStore } from "./hooks";
import { DiskBanner } from "./panes/disk";
import { FindingsPane } from "./panes/findings";
import { OutputPane } from "./panes/output";
import { TablePane } from "./panes/table";
import { TextPane } from "./panes/text";
import { Toolbar } from "./panes/toolbar";
import { Tabs } from "./parts/tabs";
import type { FromFrontEnd, FromPython } from "./protocol";
import { type Pane, Store } from "./store";

export interface Mounted {
  receive(message: FromPython): void;
  select(subject: string): void;
  paint(theme: string): void;
  label(text: string): void;
  unmount(): void;
}

const [LEAST, MOST] = [20, 80]; // per cent of the width that the panes may take

function Body({ theme, label }: { theme: string; label: string }) {
  const [store, { pane, status, refusal }] = useStore();
  const [share, setShare] = useState(42);
  const body = useRef<HTMLDivElement>(null);
  const resize = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const area = body.current!.getBoundingClientRect();
    setShare(Math.max(LEAST, Math.min(MOST, ((area.right - event.clientX) / area.width) * 100)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey)) {
      // JupyterLab folds headings with the arrow keys, wherever the focus is. React Flow, on the canvas, listens further out.
      if ((event.target as HTMLElement).closest(".wb-dock, .wb-splitter, .wb-toolbar")) event.stopPropagation();
      return;
    }
    const typing = /^(INPUT|TEXTAREA)$/.test((event.target as HTMLElement).tagName);
    const key = event.key.toLowerCase();
    const what = key === "s" ? "disk.save" : typing ? "" : key === "y" || (key === "z" && event.shiftKey) ? "canvas.redo" : key === "z" ? "canvas.undo" : "";
    if (!what) return;
    event.preventDefault();
    event.stopPropagation();
    if (what === "disk.save" && !status.file) document.querySelector<HTMLElement>(".wb-save")?.click();
    else void store.try(what);
  };
  // JupyterLab's own menu is about cells. In fields the browser's is wanted: paste, spelling.
  const onContextMenu = (event: MouseEvent) => {
    event.stopPropagation();
    if (!(event.target as HTMLElement).closest("input, textarea, pre, .cm-editor, .wb-evidence")) event.preventDefault();
  };
  const waiting = status.findings.reduce((sum, count) => sum + count, 0);
  const tabs = [
    { name: "table" as const, title: "Table" },
    { name: "text" as const, title: "Text" },
    { name: "findings" as const, title: "Findings", count: waiting, grave: status.findings[0] > 0 },
    { name: "output" as const, title: "Output" },
  ];
  return (
    <div className="wb-app" data-theme={theme} data-revision={status.revision} data-lm-suppress-shortcuts="true" onKeyDown={onKeyDown} onContextMenu={onContextMenu}>
      <Toolbar label={label} />
      <DiskBanner />
      {status.fault ? (
        <p className="wb-banner wb-error" role="alert">
          {status.fault}
        </p>
      ) : null}
      <div ref={body} className={`wb-body${pane ? "" : " wb-closed"}`} style={{ "--wb-share": `${share}%` } as React.CSSProperties}>
        <Canvas theme={theme} label={label} />
        <div
          className="wb-splitter"
          role="separator"
          aria-orientation="vertical"
          aria-label="Width of the panes"
          aria-valuenow={Math.round(share)}
          aria-valuemin={LEAST}
          aria-valuemax={MOST}
          tabIndex={0}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={resize}
          onDoubleClick={() => setShare(42)}
          onKeyDown={(event) => {
            const step = { ArrowLeft: 3, ArrowRight: -3 }[event.key];
            if (step) setShare(Math.max(LEAST, Math.min(MOST, share + step)));
          }}
        />
        <div className="wb-dock" data-lm-suppress-shortcuts="true">
          <div className="wb-dock-head">
            <Tabs<Pane> tabs={tabs} chosen={pane} choose={(name) => store.open(name)} label="Panes" />
            <button type="button" className="wb-fold" title={pane ? "Hide the panes" : "Show the panes"} aria-label={pane ? "Hide the panes" : "Show the panes"} onClick={() => store.open(pane ? "" : "table")}>
              {pane ? "»" : "«"}
            </button>
          </div>
          {pane ? (
            <div className={`wb-pane wb-pane-${pane}`} role="tabpanel" aria-label={tabs.find((tab) => tab.name === pane)?.title}>
              {pane === "table" ? <TablePane /> : pane === "text" ? <TextPane theme={theme} /> : pane === "findings" ? <FindingsPane /> : <OutputPane />}
            </div>
          ) : null}
        </div>
      </div>
      {refusal ? (
        <div className="wb-refusal" role="alert">
          <span>{refusal}</span>
          <button type="button" aria-label="Close" onClick={() => store.forgive()}>
            ×
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** Says what went wrong in the page itself, and begins anew: the model is in Python, and as it was. */
class Boundary extends Component<{ children: ReactNode }, { fault: string }> {
  override state = { fault: "" };
  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
  override render() {
    if (!this.state.fault) return this.props.children;
    return (
      <div className="wb-app">
        <div className="wb-banner wb-error" role="alert">
          <p>The editor has failed on this page: {this.state.fault}. The model is as it was.</p>
          <button type="button" onClick={() => this.setState({ fault: "" })}>
            Show it again
          </button>
        </div>
      </div>
    );
  }
}

/** Put an editor into an element; what it says to Python goes through `send`, and further modules come from `load`. */
export function mount(element: HTMLElement, send: (message: FromFrontEnd) => void, load?: (file: string) => Promise<unknown>): Mounted {
  const store = new Store(send, load);
  const root = createRoot(element);
  let [theme, label] = ["light", ""];
  const draw = () => {
    root.render(
      <StoreContext.Provider value={store}>
        <Boundary>
          <ReactFlowProvider>
            <Body theme={theme} label={label} />
          </ReactFlowProvider>
        </Boundary>
      </StoreContext.Provider>,
    );
  };
  draw();
  return {
    receive: (message) => store.receive(message),
    select: (subject) => store.select(subject, true),
    paint: (wanted) => {
      theme = wanted;
      draw();
    },
    label: (text) => {
      label = text;
      draw();
    },
    unmount: () => root.unmount(),
  };
}
