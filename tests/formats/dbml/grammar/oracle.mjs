// The official parser, as a filter: a line of JSON in, a line of JSON out.
// In: {"files": {"/main.dbml": "…"}, "entry": "/main.dbml"}. Out: {"errors": [[message, start, end]], "content": {…}}.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

// The first argument is a file of the package that has the parser among its dependencies.
const { Compiler, Filepath, MemoryProjectLayout } = createRequire(process.argv[2])("@dbml/parse");

for await (const line of createInterface({ input: process.stdin })) {
  const { files, entry } = JSON.parse(line);
  let answer;
  try {
    const layout = new MemoryProjectLayout();
    for (const [path, text] of Object.entries(files)) layout.setSource(Filepath.from(path), text);
    const report = new Compiler(layout).interpretFile(Filepath.from(entry));
    const errors = report.getErrors().map((e) => [e.diagnostic, e.start, e.end, e.code]);
    answer = { errors, content: errors.length ? null : report.getValue() };
  } catch (error) {
    answer = { errors: [[`crash: ${error.message}`, 0, 0, 0]], content: null };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
