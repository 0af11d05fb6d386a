import { expect, test } from "vitest";
import { embeddedFonts } from "./fonts";

test("embedded fonts are found with their source and weight", () => {
  const style =
    "@font-face{font-family:Inter;font-weight:600;src:url(data:font/woff;base64,d09G+/==) format('woff')}.a{fill:red}" +
    '@font-face { font-family: "My Font"; src: url(data:font/woff2;base64,AA) }';
  expect(embeddedFonts(style)).toEqual([
    { family: "Inter", source: "url(data:font/woff;base64,d09G+/==) format('woff')", weight: "600" },
    { family: "My Font", source: "url(data:font/woff2;base64,AA)", weight: "normal" },
  ]);
});

test("a style without fonts has none", () => {
  expect(embeddedFonts(".a{font-family:Inter}@font-face{font-family:x}")).toEqual([]);
});
