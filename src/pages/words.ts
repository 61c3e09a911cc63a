/** The page's own words are in Vietnamese, or with `?lang=en` in English; the register's texts come in the same. */
const asked = new URLSearchParams(location.search);

export const lang: "vi" | "en" = asked.get("lang") === "en" ? "en" : "vi";
export const language: "VI" | "EN" = lang === "en" ? "EN" : "VI";
export const theme: "dark" | "light" = asked.get("theme") === "dark" ? "dark" : "light";

export type Texts<Words> = { vi: Words; en: Words };

export function inLanguage<Words>(texts: Texts<Words>): Words {
  return texts[lang];
}

/** A line may break after a dash, not before it. */
export const dashHeld = (text: string): string => text.replaceAll(" – ", "\u00a0– ");

/** Tells the browser, and style sheets, which language and theme it is. */
export function dress(): void {
  document.documentElement.lang = lang;
  document.documentElement.dataset.theme = theme;
}
