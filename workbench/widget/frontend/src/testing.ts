// What the tests of the front end share.

export const SVG = `<svg xmlns="http://www.w3.org/2000/svg" class="wb-er" role="img" viewBox="0 0 400 200" width="400" height="200">
<title>Shop</title><style>.wb-er{fill:var(--wb-ink)}</style><rect width="100%" height="100%"/>
<g transform="translate(10 20)">
<g data-entity="orders" transform="translate(100 0)"><rect width="120" height="80" rx="7"/><text x="12" y="21">orders</text></g>
<g data-entity="&quot;order lines&quot;" transform="translate(0 100)"><rect width="90" height="40"/><text>order lines</text></g>
</g></svg>`;

/** The diagram with something else in it. */
export const withInside = (inside: string) => SVG.replace("</svg>", `${inside}</svg>`);
