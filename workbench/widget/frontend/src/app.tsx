// The canvas as React draws it: tables and lines that a person can move, connect, rename, add and drop.
import { ReactFlowProvider } from "@xyflow/react";
import { createRoot } from "react-dom/client";
import { Canvas } from "./flow";
import type { FromFrontEnd, FromPython } from "./protocol";
import { Store } from "./store";

export interface Mounted {
  receive(message: FromPython): void;
  select(subject: string): void;
  paint(theme: string): void;
  label(text: string): void;
  unmount(): void;
}

/** Put a canvas into an element; what it says to Python goes through `send`. */
export function mount(element: HTMLElement, send: (message: FromFrontEnd) => void): Mounted {
  const store = new Store(send);
  const root = createRoot(element);
  let [theme, label] = ["light", ""];
  const draw = () => {
    root.render(
      <ReactFlowProvider>
        <Canvas store={store} theme={theme} label={label} />
      </ReactFlowProvider>,
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
