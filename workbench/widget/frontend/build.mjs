// Builds what the Python package ships but git does not hold:
//   workbench/widget/static/   widget.js, widget.css, app.js, text.js      bundled from src/
//   workbench/layout/static/   elk-worker.min.js with its licence and notice   copied from the npm package elkjs
//   workbench/diagram/static/  Inter-Regular.ttf, Inter-SemiBold.ttf with their licence      copied from @expo-google-fonts/inter
import { context, build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const widgetFolder = join(here, "..", "static");
const layoutFolder = join(here, "..", "..", "layout", "static");
const diagramFolder = join(here, "..", "..", "diagram", "static");
const fontFolder = join(here, "node_modules", "@expo-google-fonts", "inter");
const elkFolder = join(here, "node_modules", "elkjs");

const options = {
  entryPoints: { widget: join(here, "src", "widget.ts"), app: join(here, "src", "app.tsx"), text: join(here, "src", "text", "editor.ts") },
  outdir: widgetFolder,
  bundle: true,
  format: "esm", // what anywidget loads
  target: "es2022",
  minify: true,
  legalComments: "eof", // the notices of the bundled packages stay with the bundle
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
};

async function copyLayoutEngine() {
  const { version, license } = JSON.parse(await readFile(join(elkFolder, "package.json"), "utf8"));
  await mkdir(layoutFolder, { recursive: true });
  await copyFile(join(elkFolder, "lib", "elk-worker.min.js"), join(layoutFolder, "elk-worker.min.js"));
  await copyFile(join(elkFolder, "LICENSE.md"), join(layoutFolder, "elkjs-LICENSE.md"));
  await writeFile(
    join(layoutFolder, "elkjs-NOTICE.txt"),
    `elk-worker.min.js is part of elkjs ${version}, the Eclipse Layout Kernel for JavaScript, unmodified.\n` +
      `Its licence is "${license}"; it is used here under the Eclipse Public License 2.0 (elkjs-LICENSE.md).\n` +
      `Its source is the npm package elkjs ${version} and the repository github.com/kieler/elkjs.\n`,
  );
}

async function copyFonts() {
  await mkdir(diagramFolder, { recursive: true });
  for (const [weight, name] of [["400Regular", "Inter-Regular.ttf"], ["600SemiBold", "Inter-SemiBold.ttf"]]) {
    await copyFile(join(fontFolder, weight, `Inter_${weight}.ttf`), join(diagramFolder, name));
  }
  await copyFile(join(fontFolder, "LICENSE_FONT"), join(diagramFolder, "Inter-LICENSE.txt"));
}

if (process.argv.includes("--watch")) {
  await copyLayoutEngine();
  await copyFonts();
  await (await context(options)).watch();
} else {
  // What an earlier build left must not be taken for a result of this one.
  await rm(widgetFolder, { recursive: true, force: true });
  await rm(layoutFolder, { recursive: true, force: true });
  await rm(diagramFolder, { recursive: true, force: true });
  await Promise.all([copyLayoutEngine(), copyFonts(), build(options)]);
}
