import { Arg, registerEnumType } from "type-graphql";

export enum Language {
  VI = "VI",
  EN = "EN",
}

registerEnumType(Language, {
  name: "Language",
  description: "The language of a text; where a translation is missing, the Vietnamese text is given.",
  valuesConfig: { VI: { description: "Vietnamese." }, EN: { description: "English." } },
});

/** The `language` argument of a text field. */
export function LanguageArg() {
  return Arg("language", () => Language, {
    nullable: true,
    defaultValue: Language.VI,
    description: "Which language; Vietnamese if left out.",
  });
}

/** The text in the language, or in Vietnamese where there is no translation. */
export function inLanguage<T extends string | null>(language: Language | null, vi: T, en: string | null): T | string {
  return language === Language.EN && en !== null ? en : vi;
}
