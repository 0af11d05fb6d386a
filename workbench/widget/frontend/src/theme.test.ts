import { afterEach, expect, test, vi } from "vitest";
import { observeTheme, pageTheme } from "./theme";

afterEach(() => {
  delete document.body.dataset["jpThemeLight"];
  vi.unstubAllGlobals();
});

test("JupyterLab says which theme it has, and when it changes", async () => {
  document.body.dataset["jpThemeLight"] = "false";
  expect(pageTheme()).toBe("dark");
  const changed = vi.fn();
  const stop = observeTheme(changed);
  document.body.dataset["jpThemeLight"] = "true";
  await vi.waitFor(() => expect(changed).toHaveBeenCalledTimes(1));
  expect(pageTheme()).toBe("light");
  stop();
});

test("elsewhere the browser's setting counts", () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener() {}, removeEventListener() {} }));
  expect(pageTheme()).toBe("dark");
});
