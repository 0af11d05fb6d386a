// Entry of the front end: what anywidget renders for `workbench/widget/canvas.py`.
import type { Render } from "@anywidget/types";
import { Canvas } from "./canvas";
import type { CanvasTraits, Message } from "./protocol";
import { observeTheme, pageTheme } from "./theme";
import "./widget.css";

const render: Render<CanvasTraits> = ({ model, el }) => {
  el.classList.add("workbench-canvas");
  const host = document.createElement("div");
  host.style.height = "100%";
  el.appendChild(host);
  const send = (message: Message) => model.send(message);
  const canvas = new Canvas(host, {
    select: (subject) => send({ type: "select", subject, revision: model.get("revision") }),
  });
  const draw = () => canvas.show(model.get("svg"));
  const select = () => canvas.select(model.get("selected"));
  const label = () => (canvas.label = model.get("label"));
  const theme = () => {
    const wanted = model.get("theme");
    const now = wanted === "auto" ? pageTheme() : wanted;
    canvas.paint(now, now === "dark" ? model.get("dark") : {});
  };
  const followed = [
    ["change:svg", draw],
    ["change:selected", select],
    ["change:label", label],
    ["change:theme", theme],
  ] as const;
  for (const [name, react] of followed) {
    react();
    model.on(name, react);
  }
  const stopTheme = observeTheme(theme);
  send({ type: "view", open: true });
  return () => {
    stopTheme();
    for (const [name, react] of followed) model.off(name, react);
    canvas.dispose();
    host.remove();
    send({ type: "view", open: false });
  };
};

export default { render };
