/** A drawing of the Lucide set, as vite.config.js finds it. */
declare module "icon:*" {
  const svg: string;
  // biome-ignore lint/style/noDefaultExport: what a module of this kind gives
  export default svg;
}
