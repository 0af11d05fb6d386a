// The front end of the Workbench widget: shows the diagram that Python has laid out and drawn.
import type { Render } from "@anywidget/types";
import "./widget.css";

/** Traits that Python and the front end share. */
export interface WidgetModel {
  /** The diagram as one SVG element, drawn in Python. */
  svg: string;
}

const render: Render<WidgetModel> = ({ model, el }) => {
  const diagram = document.createElement("div");
  diagram.className = "workbench-diagram";
  const draw = () => {
    diagram.innerHTML = model.get("svg");
  };
  draw();
  model.on("change:svg", draw);
  el.appendChild(diagram);
  return () => model.off("change:svg", draw);
};

export default { render };
