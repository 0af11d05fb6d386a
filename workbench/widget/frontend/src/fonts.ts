// A diagram carries the glyphs that it uses. Browsers take fonts from the page only, never from a shadow tree, so the
// rules are given to the page while the diagram is shown.

const FACE = /@font-face\s*{([^}]*)}/gi;

function descriptor(rule: string, name: string): string | undefined {
  // A data address holds a semicolon itself, so that a value ends at one outside brackets and quotes.
  const match = new RegExp(`(?:^|;)\\s*${name}\\s*:\\s*((?:url\\([^)]*\\)|"[^"]*"|'[^']*'|[^;"'(]|\\([^)]*\\))+)`, "i").exec(rule);
  return match?.[1]?.trim();
}

/** Fonts that a style embeds, as family, source and weight. */
export function embeddedFonts(style: string): { family: string; source: string; weight: string }[] {
  return [...style.matchAll(FACE)].flatMap(([, rule = ""]) => {
    const family = descriptor(rule, "font-family")?.replace(/^["']|["']$/g, "");
    const source = descriptor(rule, "src");
    return family && source ? [{ family, source, weight: descriptor(rule, "font-weight") ?? "normal" }] : [];
  });
}

/** Lend a diagram's fonts to the page; returns what takes them back. */
export function lendFonts(diagram: Element): () => void {
  if (typeof FontFace === "undefined" || !document.fonts) return () => {};
  const faces = [...diagram.querySelectorAll("style")]
    .flatMap((style) => embeddedFonts(style.textContent ?? ""))
    .map(({ family, source, weight }) => new FontFace(family, source, { weight }));
  for (const face of faces) document.fonts.add(face);
  return () => {
    for (const face of faces) document.fonts.delete(face);
  };
}
