import { registerEnumType } from "type-graphql";

export enum LocalityKind {
  PROVINCE = "PROVINCE",
  CITY = "CITY",
  DISTRICT = "DISTRICT",
  COMMUNE = "COMMUNE",
}

export enum CodeScheme {
  GSO = "GSO",
  ISO_3166_2 = "ISO_3166_2",
}

export enum SuccessionKind {
  MERGER = "MERGER",
  ELEVATION = "ELEVATION",
  RENAMING = "RENAMING",
  SPLIT = "SPLIT",
}

registerEnumType(LocalityKind, {
  name: "LocalityKind",
  description: "What kind of legal unit a locality is.",
  valuesConfig: {
    PROVINCE: { description: "A province (tỉnh)." },
    CITY: { description: "A centrally-run city (thành phố trực thuộc trung ương)." },
    DISTRICT: { description: "A district-level unit (abolished on 2025-07-01)." },
    COMMUNE: { description: "A commune-level unit." },
  },
});

registerEnumType(CodeScheme, {
  name: "CodeScheme",
  description: "Who gives a code.",
  valuesConfig: {
    GSO: {
      description: "The General Statistics Office of Việt Nam. Its codes change hands: 15 was Yên Bái, is Lào Cai.",
    },
    ISO_3166_2: { description: "ISO 3166-2, such as VN-HN." },
  },
});

registerEnumType(SuccessionKind, {
  name: "SuccessionKind",
  description: "How one locality came to stand in for another.",
  valuesConfig: {
    MERGER: { description: "It was merged into the successor." },
    ELEVATION: { description: "It was given another rank, as a new legal unit." },
    RENAMING: { description: "It goes on under another name, as a new legal unit." },
    SPLIT: { description: "Part of it went to the successor." },
  },
});
