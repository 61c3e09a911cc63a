/** For the GraphQL Code Generator. `schema` may also be the address of a register: http://127.0.0.1:4000/graphql. */
const config = {
  schema: "../../../schema.graphql",
  documents: ["src/**/*.{graphql,ts}", "!src/gql/**"],
  generates: {
    "src/gql/": {
      preset: "client",
      // Leave it out if you send no persisted queries.
      presetConfig: { persistedDocuments: true },
      config: {
        useTypeImports: true,
        // A scalar that is not named here is an error, not `any`.
        strictScalars: true,
        scalars: { Cursor: "string", Date: "string", DateTime: "string", PartialDate: "string" },
      },
    },
  },
};

export default config;
