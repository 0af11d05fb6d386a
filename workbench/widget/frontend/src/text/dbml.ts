// Words of DBML for colours only: what they mean is Python's to say.
import type { StreamParser } from "@codemirror/language";

interface State {
  /** What ends the string or comment that goes on in the next line. */
  until: "'''" | "*/" | "`" | "";
  /** Whether the square brackets of settings are open. */
  settings: boolean;
  /** How many words the line had. */
  words: number;
}

const ELEMENTS = /^(table|ref|enum|tablegroup|project|tablepartial|note|dep|diagramview|records|metadata|use|reuse|indexes|checks|as|from)$/i;

export const dbml: StreamParser<State> = {
  name: "dbml",
  languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, closeBrackets: { brackets: ["(", "[", "{", "'", '"', "`"] } },
  startState: () => ({ until: "", settings: false, words: 0 }),
  token(stream, state) {
    if (stream.sol()) state.words = 0;
    if (state.until) {
      const kind = state.until === "*/" ? "comment" : "string";
      const end = state.until;
      while (!stream.eol()) {
        if (stream.match(end)) {
          state.until = "";
          return kind;
        }
        if (stream.next() === "\\") stream.next();
      }
      return kind;
    }
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    for (const [open, end, kind] of [["/*", "*/", "comment"], ["'''", "'''", "string"], ["`", "`", "string"]] as const) {
      if (stream.match(open)) {
        state.until = end;
        return kind;
      }
    }
    if (stream.match(/^'(?:[^'\\]|\\.)*'?/)) return "string";
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return ++state.words === 2 && !state.settings ? "typeName" : null;
    if (stream.match(/^#[0-9a-f]{3,8}\b/i) || stream.match(/^\d+(\.\d+)?/)) return "number";
    if (stream.match(/^(<>|<|>|-)/)) return "operator";
    if (stream.match(/^[\p{L}_][\p{L}\p{N}_]*/u)) {
      const word = stream.current();
      if (state.settings) return stream.match(/^\s*:/, false) || /^(pk|null|not|unique|increment|primary|key)$/i.test(word) ? "propertyName" : "string";
      state.words++;
      if (state.words === 1 && ELEMENTS.test(word) && stream.match(/^\s*([\p{L}"_~:{]|$)/u, false)) return "keyword";
      return state.words === 2 && stream.indentation() > 0 ? "typeName" : null;
    }
    const char = stream.next();
    if (char === "[") state.settings = true;
    else if (char === "]") state.settings = false;
    else if (char === "{") state.words = 0; // columns may stand on the line of their table
    return null;
  },
};
