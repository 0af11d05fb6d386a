"use strict";
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  // Storage is refused in some viewers (sandboxed frames, private windows): the switch works there too, unremembered.
  const remembered = () => { try { return localStorage.getItem("workbench-theme"); } catch { return null; } };
  const remember = (theme) => { try { localStorage.setItem("workbench-theme", theme); } catch { /* not remembered */ } };
  const stored = remembered();
  if (stored === "light" || stored === "dark") root.dataset.theme = stored;

  document.addEventListener("DOMContentLoaded", () => {
    for (const button of document.querySelectorAll("input[name=theme]")) {
      button.checked = button.value === (root.dataset.theme ?? "auto");
      button.addEventListener("change", () => { root.dataset.theme = button.value; remember(button.value); });
    }
    for (const button of document.querySelectorAll("button[data-copy]")) {
      button.addEventListener("click", async () => {
        const text = document.getElementById(button.dataset.copy).textContent;
        const label = button.textContent;
        try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; }
        catch { button.textContent = "Not allowed here"; }
        setTimeout(() => { button.textContent = label; }, 1500);
      });
    }
  });
})();
