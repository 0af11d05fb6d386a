// The official parser, as a filter: a line of JSON in, a line of JSON out.
// In: {"files": {"/main.dbml": "…"}, "entry": "/main.dbml"}. Out: {"errors": [[message, start, end]], "content": {…}}.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// The first argument is a file of the package that has the parser among its dependencies, the second the parser.
const { Compiler, Filepath, MemoryProjectLayout } = createRequire(process.argv[2])(process.argv[3]);

// Parsers of older levels have no files.
const old = (text) => {
  const compiler = new Compiler();
  compiler.setSource(text);
  return { getErrors: () => compiler.parse.errors(), getValue: () => null };
};

for await (const line of createInterface({ input: process.stdin })) {
  const { files, entry } = JSON.parse(line);
  let answer;
  try {
    let report;
    if (MemoryProjectLayout) {
      const layout = new MemoryProjectLayout();
      for (const [path, text] of Object.entries(files)) layout.setSource(Filepath.from(path), text);
      report = new Compiler(layout).interpretFile(Filepath.from(entry));
    } else {
      report = old(files[entry]);
    }
    const errors = report.getErrors().map((e) => [e.diagnostic, e.start, e.end, e.code]);
    answer = { errors, content: errors.length ? null : report.getValue() };
  } catch (error) {
    answer = { errors: [[`crash: ${error.message}`, 0, 0, 0]], content: null };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
