// The diagram comes from our own exporter, which escapes everything it takes from a model. It is checked here again,
// because a notebook's output can also come from somebody else's file: nothing in it may run or be fetched.

const NAMESPACE = "http://www.w3.org/2000/svg";

const ELEMENTS = new Set(
  (
    "svg g defs symbol use style title desc metadata path rect line polyline polygon circle ellipse text tspan " +
    "marker clipPath mask pattern linearGradient radialGradient stop filter feDropShadow feGaussianBlur feOffset " +
    "feMerge feMergeNode feFlood feComposite feColorMatrix"
  ).split(" "),
);

/** A diagram that is not shown, and why. */
export class RefusedError extends Error {}

/** Addresses that need no network: parts of the same drawing, and what is embedded in it. */
function staysInside(address: string): boolean {
  return /^\s*(#|data:(font|image)\/)/i.test(address);
}

/** Style text without comments and with its escapes resolved, so that nothing hides in them. */
function plainStyle(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/\\([0-9a-f]{1,6})\s?/gi, (_, code: string) => String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff)))
    .replace(/\\(.)/g, "$1");
}

function checkStyle(text: string): void {
  const plain = plainStyle(text);
  if (/@import|expression\s*\(|javascript:|-moz-binding/i.test(plain)) {
    throw new RefusedError("The diagram holds a style that loads or runs something.");
  }
  for (const [, address] of plain.matchAll(/url\(\s*["']?([^"')]*)/gi)) {
    if (!staysInside(address ?? "")) throw new RefusedError("The diagram refers to something outside of it.");
  }
  if (/image-set\(|src\(/i.test(plain)) throw new RefusedError("The diagram refers to something outside of it.");
}

function checkElement(element: Element): void {
  const name = element.localName;
  if (element.namespaceURI !== NAMESPACE || !ELEMENTS.has(name)) {
    throw new RefusedError(`The diagram holds the element <${name}>, which is not shown here.`);
  }
  if (name === "style") checkStyle(element.textContent ?? "");
  for (const attribute of element.attributes) {
    const key = attribute.localName.toLowerCase();
    if (key.startsWith("on")) throw new RefusedError(`The diagram holds the attribute ${key}, which is not shown here.`);
    if ((key === "href" || key === "src") && !staysInside(attribute.value)) {
      throw new RefusedError("The diagram refers to something outside of it.");
    }
    // Names out of a model stand in these, and nothing reads them as style.
    if (/^(data|aria)-/.test(key) || key === "id" || key === "class") continue;
    if (key === "style" || /url\(|\\/i.test(attribute.value)) checkStyle(attribute.value);
  }
}

/** Parse a diagram; throws RefusedError when it is no SVG, or holds what could run or be fetched. */
export function parseDiagram(text: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = parsed.documentElement;
  if (!root || root.localName !== "svg" || parsed.querySelector("parsererror")) {
    throw new RefusedError("The diagram is not an SVG.");
  }
  checkElement(root);
  for (const element of root.querySelectorAll("*")) checkElement(element);
  return document.importNode(root, true) as unknown as SVGSVGElement;
}
