import { defineConfig } from "vite";

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
  plugins: [woff2Alone],
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
