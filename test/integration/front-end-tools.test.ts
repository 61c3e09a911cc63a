import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildSchema, getOperationAST, isScalarType, isSpecifiedScalarType, parse } from "graphql";
import sample from "../front-end/codegen/codegen.js";
import { copyOfFrontEnds, generateByCodegen, relayErrors, relayFiles, typeErrors } from "../support/front-end.js";
import { proposed } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";

describe("Front-end tools", () => {
  let register: Register;
  let folder: string;
  let variables: Record<string, object>;
  beforeAll(async () => {
    [register, folder] = await Promise.all([startRegister(), copyOfFrontEnds()]);
    variables = await whatIsSent(register);
  });
  afterAll(() => Promise.all([register.stop(), rm(folder, { recursive: true, force: true })]));

  /** Sends a document as it was generated; every root field must have an answer. */
  async function send(document: string): Promise<string> {
    const operation = getOperationAST(parse(document));
    const name = operation?.name?.value ?? "";
    if (operation?.operation === "subscription") {
      const screen = await register.watch(document, variables[name]);
      expect(screen.errors).toEqual([]);
      await screen.leave();
    } else {
      const data = await register.get(document, variables[name], "coordinator");
      expect(Object.entries(data).filter(([, value]) => value === null || value === undefined)).toEqual([]);
    }
    return name;
  }

  describe("The GraphQL Code Generator", () => {
    let files: Map<string, string>;
    beforeAll(async () => void (files = await generateByCodegen(folder)));

    it("takes the schema and makes types that the compiler accepts", async () => {
      expect(await typeErrors(folder)).toBe("");
    });

    it("knows an instant as a string, and nothing as any", () => {
      const types = files.get("graphql.ts") ?? "";
      expect(types).toMatch(/statusSince: string/);
      expect(/: any\b.*/.exec(types)?.[0]).toBeUndefined();
    });

    it("has a ready type for every scalar of the schema", async () => {
      const all = Object.values(buildSchema(await readFile("schema.graphql", "utf8")).getTypeMap());
      const own = all.filter((type) => isScalarType(type) && !isSpecifiedScalarType(type)).map(({ name }) => name);
      expect(Object.keys(sample.generates["src/gql/"].config.scalars).sort()).toEqual(own.sort());
    });

    it("makes documents that a register answers", async () => {
      const documents: string[] = Object.values(JSON.parse(files.get("persisted-documents.json") ?? "{}"));
      const names: string[] = [];
      for (const document of documents) names.push(await send(document));
      expect(names.sort()).toEqual([
        ...["Board", "Commitments", "CommitmentsBackwards", "Desk", "LocalityPage", "Overdue", "Owed", "Propose"],
        ...["Search", "Steps", "TakeStep"],
      ]);
    });

    it("refuses a front end that asks for what is gone", async () => {
      const other = await copyOfFrontEnds();
      const schema = await readFile("schema.graphql", "utf8");
      await writeFile(join(other, "schema.graphql"), schema.replaceAll("isStale: Boolean!", "isOld: Boolean!"));
      await expect(generateByCodegen(other)).rejects.toThrow('Cannot query field "isStale"');
      await rm(other, { recursive: true });
    });
  });

  describe("relay-compiler", () => {
    let complaint: string;
    beforeAll(async () => void (complaint = await relayErrors(folder)));

    it("takes the schema, with connections, pages by node(id), a mutation and a subscription", async () => {
      expect(complaint).toBe("");
      const files = await relayFiles(folder);
      expect(files.get("CommitmentHistory_commitment.graphql.ts")).toContain("readonly at: string;");
      expect(files.get("CommitmentHistory_commitment.graphql.ts")).toContain("pageInfo");
    });

    it("makes documents that a register answers", async () => {
      const texts = [...(await relayFiles(folder)).values()].map((file) => /"text": (".*")/.exec(file)?.[1]);
      const names: string[] = [];
      for (const text of texts) if (text) names.push(await send(JSON.parse(text)));
      expect(names.sort()).toEqual([
        ...["CommitmentHistoryPageQuery", "CommitmentHistoryQuery", "CommitmentHistoryStepsSubscription"],
        ...["CommitmentListPageQuery", "CommitmentListQuery", "LocalityPageCommitmentsQuery", "LocalityPageQuery"],
        ...["NewCommitmentProposeMutation", "NewCommitmentTakeStepMutation", "SearchBoxQuery"],
      ]);
    });

    it("refuses a schema whose lists are no connections", async () => {
      const other = await copyOfFrontEnds();
      const schema = await readFile("schema.graphql", "utf8");
      await writeFile(join(other, "schema.graphql"), schema.replaceAll("hasNextPage: Boolean!", "more: Boolean!"));
      expect(await relayErrors(other)).toContain("hasNextPage");
      await rm(other, { recursive: true });
    });
  });
});

/** The variables of the samples' operations, by name. */
async function whatIsSent(register: Register): Promise<Record<string, object>> {
  const { locality } = await register.get('{ locality(key: "quang-nam") { id } }');
  const { id: commitmentId, reference } = await proposed(register, "hanoi");
  const { id: anotherId } = await proposed(register, "hanoi");
  const input = {
    ...{ title: "Chung tay", titleEn: "Together", kind: "PLEDGE", sectorIds: ["heritage"], dueOn: "2030-06" },
    parties: [
      { localityId: "ha-noi", role: "OWES" },
      { localityId: "quang-nam", role: "BENEFITS" },
    ],
  };
  return {
    Commitments: { filter: { party: ["quang-nam"] }, orderBy: { field: "TITLE", direction: "DESC" } },
    CommitmentsBackwards: { last: 3 },
    Owed: { locality: "ha-noi" },
    LocalityPage: { key: "quang-nam", on: "2019-08-15" },
    Search: { text: "di san" },
    Desk: { reference },
    Propose: { input },
    TakeStep: { input: { commitmentId, to: "AGREED" } },
    LocalityPageQuery: { key: "da-nang" },
    LocalityPageCommitmentsQuery: { id: locality.id, first: null, last: 2, status: ["PROPOSED"] },
    CommitmentHistoryQuery: { reference },
    CommitmentHistoryPageQuery: { id: commitmentId },
    NewCommitmentProposeMutation: { input },
    NewCommitmentTakeStepMutation: { input: { commitmentId: anotherId, to: "AGREED" } },
    SearchBoxQuery: { text: "quang" },
  };
}
