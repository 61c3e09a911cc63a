import lucide from "@iconify-json/lucide/icons.json" with { type: "json" };
import { defineConfig } from "vite";

/** `import check from "icon:check"` is that drawing as text; of the other thousand none comes along. */
const icons = {
  name: "icons",
  resolveId: (id) => (id.startsWith("icon:") ? `\0${id}` : undefined),
  load(id) {
    if (!id.startsWith("\0icon:")) return undefined;
    const drawing = lucide.icons[id.slice("\0icon:".length)];
    if (drawing === undefined) throw new Error(`There is no icon "${id.slice(1)}".`);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${drawing.body}</svg>`;
    return `export default ${JSON.stringify(svg)}`;
  },
};

/** Every browser that can show the pages reads woff2. */
const woff2Alone = {
  name: "woff2-alone",
  enforce: "pre",
  transform: (code, id) => (id.includes("@fontsource") ? code.replaceAll(/, url\([^)]*\.woff\)[^;]*/g, "") : undefined),
};

/** The pages that the register serves itself: each an index.html in src, built into dist/pages. */
export default defineConfig({
  root: "src",
  base: "/pages/",
  logLevel: "warn",
  plugins: [woff2Alone, icons],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../dist/pages",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false }, // an inline script less
    assetsInlineLimit: 0, // the pages' Content-Security-Policy knows no data: fonts
    rolldownOptions: { input: { screen: "src/screen/index.html", desk: "src/desk/index.html" } },
  },
});
