/** The locales that the server's own texts come in, as 13.4.40 spells them. */
export const supportedLocales = "da de en es fr it ja nl pt ru sv zh_cn zh_tw".split(" ");

/** The language of a text that has no other. */
const defaultLanguage = "en";

/** One of the supported locales: the first that an Accept-Language header wishes for, else English. */
export function languageOf(header: string | undefined): string {
  const wishes = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
      const q = parameters.map((each) => each.trim().match(/^q=([\d.]+)$/)?.[1]).find(Boolean);
      return { tag: tag.trim().replace("-", "_"), q: q === undefined ? 1 : Number(q) };
    })
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wishes) {
    const primary = tag.split("_")[0] ?? "";
    const match = supportedLocales.find((locale) => locale === tag || locale === primary);
    if (match !== undefined) return match;
    if (primary === "zh") return "zh_cn";
  }
  return defaultLanguage;
}

/** A name and its description in one language. */
export interface Text {
  readonly DisplayName: string;
  readonly Description: string;
}

/** By language. */
export type Texts = Readonly<Record<string, Text>>;

/** The text in that language, else in English, else in whatever it has. */
export function textIn(texts: Texts, language: string): Text {
  return (
    texts[language] ??
    texts[defaultLanguage] ??
    Object.values(texts)[0] ?? { DisplayName: "", Description: "" }
  );
}

/** Compares names as that language sorts them. */
export function collator(language: string): (a: string, b: string) => number {
  return new Intl.Collator(language.replace("_", "-"), { numeric: true }).compare;
}
