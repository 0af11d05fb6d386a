// Light or dark, as the page is: JupyterLab and Notebook 7 say so on the body; elsewhere the browser's setting counts.

export type Theme = "light" | "dark";

const dark = () => window.matchMedia?.("(prefers-color-scheme: dark)");

export function pageTheme(): Theme {
  const said = document.body.dataset["jpThemeLight"];
  if (said !== undefined) return said === "true" ? "light" : "dark";
  return dark()?.matches ? "dark" : "light";
}

/** Call `changed` whenever the page changes its theme; returns what ends that. */
export function observeTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light"] });
  const media = dark();
  media?.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    media?.removeEventListener("change", changed);
  };
}
