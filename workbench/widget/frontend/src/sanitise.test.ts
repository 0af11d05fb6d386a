import { expect, test } from "vitest";
import { RefusedError, parseDiagram } from "./sanitise";
import { SVG, withInside } from "./testing";

test("a diagram of our own exporter passes as it is", () => {
  const svg = parseDiagram(SVG);
  expect(svg.querySelectorAll("[data-entity]")).toHaveLength(2);
  expect(svg.ownerDocument).toBe(document);
});

test.each([
  ["a script", "<script>alert(1)</script>"],
  ["a script in another name space", '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>'],
  ["HTML inside", '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="x"/></foreignObject>'],
  ["a form", '<form xmlns="http://www.w3.org/1999/xhtml" action="#"/>'],
  ["a link", '<a href="#x"><text>x</text></a>'],
  ["an animation of an address", '<set attributeName="href" to="#x"/>'],
  ["a picture", '<image href="data:image/png;base64,AAAA"/>'],
  ["a handler", '<g onclick="alert(1)"/>'],
  ["a handler in capitals", '<g ONLOAD="alert(1)"/>'],
  ["an address elsewhere", '<use href="//example.org/a.svg#x"/>'],
  ["an address elsewhere, the older way", '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://example.org/#x"/>'],
  ["an address that runs", '<use href=" javascript:alert(1)"/>'],
  ["a style that loads", "<style>@import 'http://example.org/a.css';</style>"],
  ["a style that loads, hidden by an escape", "<style>@\\69mport 'http://example.org/a.css';</style>"],
  ["a style that refers outside", "<style>rect{fill:url(http://example.org/a.svg#b)}</style>"],
  ["a style that refers outside, hidden by a comment", "<style>rect{fill:u/**/rl(http://example.org/a)}</style>"],
  ["an attribute that refers outside", '<rect fill="url(//example.org/#b)"/>'],
  ["an attribute of style", '<rect style="background:url(\'https://example.org/x\')"/>'],
])("%s is refused", (_, inside) => {
  expect(() => parseDiagram(withInside(inside))).toThrow(RefusedError);
});

test.each([
  ["a part of the same drawing", '<use href="#a"/>'],
  ["a colour by reference", '<rect fill="url(#gradient)"/>'],
  ["an embedded font", "<style>@font-face{font-family:Inter;src:url(data:font/woff;base64,AA==) format('woff')}</style>"],
  ["a name that looks like an address", '<g data-entity="url(http://example.org)\\x"/>'],
])("%s passes", (_, inside) => {
  expect(() => parseDiagram(withInside(inside))).not.toThrow();
});

test.each(["", "no svg", "<html><body/></html>"])("%j is no diagram", (text) => {
  expect(() => parseDiagram(text)).toThrow("The diagram is not an SVG.");
});
