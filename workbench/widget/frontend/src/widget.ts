// Entry of the front end: what anywidget renders for `workbench/widget/canvas.py`. It is sent for every widget, so it
// is small: the modules that do the work are fetched from Python once a page, and shared by all editors on it.
import type { AnyModel, Render } from "@anywidget/types";
import type { Mounted, mount } from "./app";
import type { FromFrontEnd, FromPython, Traits } from "./protocol";
import { observeTheme, pageTheme } from "./theme";
import "./widget.css";

type Module = { mount: typeof mount };

interface Page {
  workbenchModules?: Map<string, Promise<unknown>>;
}

/** A module, asked of Python by the first editor on the page that needs it. */
export function fetched(model: AnyModel<Traits>, file: string, page: Page = globalThis as Page): Promise<unknown> {
  const name = model.get("modules")[file];
  if (!name) return Promise.reject(new Error(`There is no module ${file}.`));
  const modules = (page.workbenchModules ??= new Map());
  const known = modules.get(name);
  if (known) return known;
  const asked = new Promise<unknown>((resolve, reject) => {
    const take = (message: FromPython, buffers: DataView[]) => {
      if (message.type !== "module" || message.name !== name || !buffers[0]) return;
      model.off("msg:custom", take);
      const url = URL.createObjectURL(new Blob([buffers[0] as BlobPart], { type: "text/javascript" }));
      import(/* @vite-ignore */ url).then(resolve, reject).finally(() => URL.revokeObjectURL(url));
    };
    model.on("msg:custom", take);
    model.send({ type: "module", name } satisfies FromFrontEnd);
  });
  modules.set(name, asked);
  return asked;
}

const render: Render<Traits> = async ({ model, el }) => {
  el.classList.add("workbench-editor");
  const host = document.createElement("div");
  host.className = "workbench-stage";
  el.appendChild(host);
  const send = (message: FromFrontEnd) => model.send(message);
  let mounted: Mounted;
  try {
    const { mount } = (await fetched(model, "app.js")) as Module;
    mounted = mount(host, send, (file) => fetched(model, file));
  } catch (error) {
    host.setAttribute("role", "alert");
    host.textContent = `The editor could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
    return;
  }
  const receive = (message: FromPython) => mounted.receive(message);
  const select = () => mounted.select(model.get("selected"));
  const label = () => mounted.label(model.get("label"));
  const height = () => el.style.setProperty("--wb-height", `${model.get("height")}px`);
  const theme = () => mounted.paint(model.get("theme") === "auto" ? pageTheme() : model.get("theme"));
  const followed = [
    ["change:selected", select],
    ["change:label", label],
    ["change:theme", theme],
    ["change:height", height],
  ] as const;
  for (const [name, react] of followed) {
    react();
    model.on(name, react);
  }
  model.on("msg:custom", receive);
  const stopTheme = observeTheme(theme);
  send({ type: "view", open: true });
  return () => {
    stopTheme();
    model.off("msg:custom", receive);
    for (const [name, react] of followed) model.off(name, react);
    mounted.unmount();
    host.remove();
    send({ type: "view", open: false });
  };
};

export default { render };
