import { proposed } from "../support/promise.js";
import { type Register, startRegister } from "../support/register.js";
import { saved } from "../support/sent.js";

const SEARCH = `query ($text: String!, $types: [SearchType!], $first: Int) { search(text: $text, types: $types, first: $first) {
  __typename ... on Locality { key } ... on Leader { name } ... on Initiative { key } ... on Meeting { key } ... on Commitment { title } } }`;

describe("A search", () => {
  let register: Register;
  beforeAll(async () => void (register = await startRegister()));
  afterAll(() => register.stop());

  const search = async (text: string, types?: string[], first?: number) => {
    const found = await register.get(SEARCH, { text, types, first });
    return found.search.map((hit: any) => hit.key ?? hit.name ?? hit.title);
  };
  const localities = (text: string) => search(text, ["LOCALITY"]);
  const titled = async (...titles: string[]) => {
    for (const title of titles) await proposed(register, "hanoi", { title });
  };

  it.each(["Hòa Bình", "Hoà Bình", "HOA BINH", "bình hoà", "h b", "Hòa Bình".normalize("NFD"), " «hoà» – (bình)! "])(
    "finds Hòa Bình, and Phú Thọ that answers for it, however it is written: %s",
    async (text) =>
      expect((await localities(text)).filter((key: string) => /^(hoa-binh|phu-tho)$/.test(key))).toEqual([
        "hoa-binh",
        "phu-tho",
      ]),
  );

  it.each(["Đà Nẵng", "da nang", "đà nẵng".normalize("NFD"), "NẴNG ĐÀ", "đ nan"])(
    "takes đ for d, and words in any order by their beginnings: %s",
    async (text) => expect((await localities(text))[0]).toBe("da-nang"),
  );

  it("does not find the middle of a word", async () => {
    expect(await search("uang")).toEqual([]);
    expect(await search("quang xnam")).toEqual([]);
  });

  it("finds every noun, those asked for, and as many as asked for", async () => {
    const { search: hits } = await register.get(SEARCH, { text: "q n", first: 100 });
    expect(new Set(hits.map((hit: any) => hit.__typename))).toEqual(
      new Set(["Locality", "Initiative", "Meeting", "Commitment"]),
    );
    expect(await search("cuong viet", ["LEADER"])).toEqual(["Phan Việt Cường"]);
    expect(await search("cuong viet", ["MEETING"])).toEqual([]);
    expect(await search("cuong viet", [])).toEqual([]);
    expect(await search("n", undefined, 3)).toEqual((await search("n", undefined, 100)).slice(0, 3));
    for (const first of [0, 101]) expect((await register.ask(SEARCH, { text: "n", first })).code).toBe("BAD_INPUT");
  });

  it("is one statement, and one more for each noun that was found", async () => {
    await search("quang nam", ["LOCALITY"]); // whatever else a first request asks
    const before = register.statements.length;
    await search("quang nam");
    const nouns = new Set((await register.get(SEARCH, { text: "quang nam" })).search.map((hit: any) => hit.__typename));
    expect(register.statements.length - before).toBe(2 * (1 + nouns.size));
  });

  it("gives the very text first, then texts that begin so, then words side by side, then the rest, each by the alphabet", async () => {
    await titled(
      "Rồng bay qua cầu",
      "Sơn Cầu Rồng",
      "Cầu Rồng và chợ",
      "Cầu Rồng",
      "Ánh sáng cho Cầu Rồng",
      "Cầu Rồng đêm",
    );
    const ranked = [
      ...["Cầu Rồng", "Cầu Rồng đêm", "Cầu Rồng và chợ", "Ánh sáng cho Cầu Rồng"],
      ...["Sơn Cầu Rồng", "Rồng bay qua cầu"],
    ];
    expect(await search("cầu rồng")).toEqual(ranked);
    expect(await search("cầu rồng", undefined, 2)).toEqual(ranked.slice(0, 2));
    const { commitments } = await register.get('{ commitments(filter: { search: "rong cau" }) { totalCount } }');
    expect(commitments.totalCount).toBe(ranked.length);
  });

  it("finds a commitment by its reference before those that only come near", async () => {
    const { reference, title } = (await register.get("{ commitments(first: 1) { nodes { reference title } } }"))
      .commitments.nodes[0];
    expect((await search(reference))[0]).toBe(title);
  });

  it("finds who answers for a locality by its name, right after that one", async () => {
    expect(await search("quang nam", undefined, 2)).toEqual(["quang-nam", "da-nang"]);
    expect((await localities("da nang"))[0]).toBe("da-nang");
    const list = '{ localities(filter: { search: "nam quảng" }) { nodes { key } totalCount } }';
    expect((await register.get(list)).localities).toEqual({
      nodes: [{ key: "da-nang" }, { key: "quang-nam" }],
      totalCount: 2,
    });
  });

  it("follows a line of successions at once, from the day on which each counts, and none of a split", async () => {
    const make = (key: string, name: string, successor?: string, on = "2020-01-01", kind = "MERGER") => {
      const succeededBy = successor && [{ localityId: successor, on, kind }];
      return saved(register, "createLocality", { key, name, kind: "DISTRICT", succeededBy }, "admin");
    };
    await make("c", "Xứ Ba");
    await make("b", "Phủ Hai", "c");
    await make("a", "Trấn Nhất", "b");
    expect(await localities("tran nhat")).toEqual(["a", "b", "c"]);
    await make("later", "Ngày Mai", "c", "2999-01-01");
    await make("split", "Chia Đôi", "c", "2020-01-01", "SPLIT");
    expect(await localities("ngay mai")).toEqual(["later"]);
    expect(await localities("chia doi")).toEqual(["split"]);
  });

  it("takes what is special to a database for what it is", async () => {
    await titled("Near and not or", "Khối O'Brien: 5% & 15km (a1) *mới*", "Tiếng 한국 và ΟΔΟΣ");
    for (const text of ["near or", "NOT near", "near and", "and or not", '"near" OR (not*'])
      expect([text, await search(text, ["COMMITMENT"])]).toEqual([text, ["Near and not or"]]);
    for (const text of ['"near" OR "x*', "near'; DROP TABLE commitment --"]) expect(await search(text)).toEqual([]);
    for (const text of [
      "o'brien",
      "15k",
      "a1 : 5",
      "brien & moi",
      "*mới* khối",
      "brien | 15km \\ !",
      "🎉 brien 🎉",
      "^kh{2}oi",
    ])
      expect([text, (await search(text, ["COMMITMENT"])).length]).toEqual([text, text.includes("{") ? 0 : 1]);
    for (const text of ["한", "한국", "οδο"]) expect(await search(text)).toEqual(["Tiếng 한국 và ΟΔΟΣ"]);
    for (const text of ['"', "*", ":", "&", "'", "🎉", "%_", " ", "", "\u0000", "((("])
      expect([text, (await register.ask(SEARCH, { text })).code]).toEqual([text, "BAD_INPUT"]);
  });

  it("has at most 200 characters, and of a word the first hundred count", async () => {
    const word = "đ".repeat(300);
    await titled(word);
    expect(await search("d".repeat(99))).toEqual([word]);
    expect(await search("d".repeat(200))).toEqual([word]);
    expect(await search(`${"d".repeat(99)}e`)).toEqual([]);
    expect((await register.ask(SEARCH, { text: "d".repeat(201) })).code).toBe("BAD_INPUT");
  });
});
