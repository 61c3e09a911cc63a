/** The house has floors: an import goes down or stays on its floor, and never round in a circle. */
const FLOORS = ["base", "store", "live", "graphql", "features", "server", "commands"];

/** Features, upstream first: a feature imports only those before it. */
const FEATURES = [
  "sources",
  "localities",
  "sectors",
  "leaders",
  "initiatives",
  "meetings",
  "commitments",
  "agenda",
  "search",
  "audit",
  "load",
];

const folders = (names) => `(${names.join("|")})/`;

const floors = FLOORS.slice(0, -1).map((floor, index) => ({
  name: `${floor}-imports-no-floor-above`,
  severity: "error",
  from: { path: `^src/${floor}/` },
  to: { path: `^src/(${folders(FLOORS.slice(index + 1))}|[^/]+$)` },
}));

const features = FEATURES.slice(0, -1).map((feature, index) => ({
  name: `${feature}-imports-no-feature-downstream`,
  severity: "error",
  from: { path: `^src/features/${feature}/` },
  to: { path: `^src/features/${folders(FEATURES.slice(index + 1))}` },
}));

module.exports = {
  forbidden: [
    ...floors,
    ...features,
    {
      name: "every-folder-has-a-floor",
      severity: "error",
      from: {},
      to: { path: "^src/[^/]+/", pathNot: `^src/${folders(FLOORS)}` },
    },
    {
      name: "every-feature-has-a-place",
      severity: "error",
      from: {},
      to: { path: "^src/features/", pathNot: `^src/features/${folders(FEATURES)}` },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphans", severity: "error", from: { orphan: true }, to: {} },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^src/(pages|screen|desk)/" }, // it reads no JSX: what they may import is in biome.json
    parser: "swc",
    tsConfig: { fileName: "tsconfig.json" },
  },
};
