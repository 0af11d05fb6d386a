// The editor of texts, a module of its own (CodeMirror): what stands in it is DBML, and what DBML means is asked of Python.
import { type Completion, type CompletionContext, acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { HighlightStyle, StreamLanguage, bracketMatching, foldGutter, foldKeymap, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Annotation, ChangeSet, Compartment, EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "./tags";
import { dbml } from "./dbml";

/** A change of a text: from where, to where, and what is put there. */
export type Splice = [number, number, string];

export interface Wrong {
  from: number;
  to: number;
  message: string;
  severity: "error" | "warning";
}

export interface Proposal {
  label: string;
  text: string;
  kind: string;
  about: string;
  from: number;
  to: number;
}

export interface Questions {
  /** What was typed has changed. */
  typed(): void;
  complete(position: number): Promise<Proposal[]>;
  hover(position: number): Promise<string | null>;
  definition(position: number): Promise<[number, number] | null>;
  save(): void;
}

export interface TextEditor {
  /** All of the text. */
  text(): string;
  /** Put another text in; the place of the cursor stays as far as it can. */
  replace(text: string): void;
  /** Put in what was changed elsewhere. */
  splice(change: Splice): void;
  mark(wrong: readonly Wrong[]): void;
  reveal(from: number, to: number): void;
  dark(on: boolean): void;
  focus(): void;
  destroy(): void;
}

const Elsewhere = Annotation.define<boolean>();

const KINDS: Record<string, string> = {
  element: "keyword", setting: "property", type: "type", value: "constant", operator: "operator", table: "class", column: "variable", enum: "enum", schema: "namespace",
};

const style = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--wb-code-keyword)", fontWeight: "600" },
  { tag: tags.typeName, color: "var(--wb-code-type)" },
  { tag: tags.propertyName, color: "var(--wb-code-setting)" },
  { tag: [tags.string, tags.special], color: "var(--wb-code-string)" },
  { tag: tags.number, color: "var(--wb-code-number)" },
  { tag: tags.comment, color: "var(--wb-code-comment)", fontStyle: "italic" },
  { tag: tags.operator, color: "var(--wb-code-operator)" },
]);

const look = EditorView.theme({
  "&": { height: "100%", fontSize: "12.5px", color: "var(--wb-text)", backgroundColor: "var(--wb-card)" },
  ".cm-scroller": { fontFamily: "var(--jp-code-font-family, ui-monospace, monospace)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--wb-text)" },
  ".cm-gutters": { backgroundColor: "var(--wb-head)", color: "var(--wb-dim)", border: "none" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--wb-choice) 6%, transparent)" },
  ".cm-activeLineGutter": { backgroundColor: "color-mix(in srgb, var(--wb-choice) 12%, transparent)" },
  "&.cm-focused": { outline: "none" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection": { backgroundColor: "color-mix(in srgb, var(--wb-choice) 26%, transparent) !important" },
  ".cm-cursor": { borderLeftColor: "var(--wb-text)" },
  ".cm-tooltip": { backgroundColor: "var(--wb-card)", color: "var(--wb-text)", border: "1px solid var(--wb-edge)", borderRadius: "6px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--wb-choice)", color: "var(--wb-card)" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.75", marginLeft: "1em" },
  ".cm-panels": { backgroundColor: "var(--wb-head)", color: "var(--wb-text)" },
  ".cm-panel input, .cm-panel button": { font: "inherit", color: "inherit", background: "var(--wb-card)", border: "1px solid var(--wb-edge)", borderRadius: "4px" },
  ".wb-hover": { padding: "6px 10px", whiteSpace: "pre-wrap", maxWidth: "420px", fontFamily: "var(--jp-code-font-family, ui-monospace, monospace)", fontSize: "12px" },
});

export function mount(parent: HTMLElement, text: string, questions: Questions): TextEditor {
  const theme = new Compartment();
  const complete = async (context: CompletionContext) => {
    const before = context.matchBefore(/[\w"]+|[.[:,>\-<]\s*/);
    if (!before && !context.explicit) return null;
    const found = await questions.complete(context.pos);
    if (found.length === 0 || context.aborted) return null;
    const from = Math.min(...found.map((one) => one.from));
    return {
      from,
      options: found.map((one): Completion => ({ label: one.label, apply: one.text, detail: one.about, type: KINDS[one.kind] ?? "text" })),
      validFor: /^\w*$/,
    };
  };
  const go = (view: EditorView): boolean => {
    void questions.definition(view.state.selection.main.head).then((span) => {
      if (span) view.dispatch({ selection: { anchor: span[0], head: span[1] }, scrollIntoView: true });
    });
    return true;
  };
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        lintGutter(),
        StreamLanguage.define(dbml),
        syntaxHighlighting(style),
        autocompletion({ override: [complete], activateOnTyping: true }),
        hoverTooltip(async (_, position) => {
          const told = await questions.hover(position);
          if (!told) return null;
          return {
            pos: position,
            create: () => {
              const dom = document.createElement("div");
              dom.className = "wb-hover";
              dom.textContent = told;
              return { dom };
            },
          };
        }),
        keymap.of([
          { key: "Mod-s", run: () => (questions.save(), true) },
          { key: "F12", run: go },
          { key: "Tab", run: acceptCompletion },
          ...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab,
        ]),
        EditorView.contentAttributes.of({ "aria-label": "The model as DBML" }),
        EditorView.updateListener.of((update) => {
          const own = update.transactions.some((one) => one.docChanged && !one.annotation(Elsewhere));
          if (own) questions.typed();
        }),
        theme.of([]),
        look,
      ],
    }),
  });
  const put = (changes: { from: number; to: number; insert: string }) =>
    view.dispatch({ changes: ChangeSet.of(changes, view.state.doc.length), annotations: [Elsewhere.of(true)] });
  return {
    text: () => view.state.doc.toString(),
    replace: (next) => put({ from: 0, to: view.state.doc.length, insert: next }),
    splice: ([from, to, insert]) => put({ from, to, insert }),
    mark: (wrong) => {
      const size = view.state.doc.length;
      const found = wrong.map(({ from, to, message, severity }): Diagnostic => ({ from: Math.min(from, size), to: Math.min(to, size), message, severity }));
      view.dispatch(setDiagnostics(view.state, found));
    },
    reveal: (from, to) => view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) }),
    dark: (on) => view.dispatch({ effects: theme.reconfigure(EditorView.theme({}, { dark: on })) }),
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  };
}
