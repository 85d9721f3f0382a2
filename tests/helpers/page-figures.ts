import { assemblePage } from "./assemble-page";

const MONTHS =
  "(?:January|February|March|April|May|June|July|August|September|October|November|December)";
const SHORT = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)";

/** Numbers that are no figures: days, ages, and the limits and units that a text names. */
const NO_FIGURES = [
  new RegExp(`\\b\\d{1,2} (?:${MONTHS}|${SHORT})\\b(?: \\d{4}\\b)?`, "g"),
  /\b\d{4}-\d\d-\d\d(?: \d\d:\d\d UTC)?/g,
  /\b\d\d:\d\d\b/g,
  /\b(?:in )?\d+ (?:min|h|d)(?: ago)?(?=\|)/g,
  /\bLast \d+ (?:days|months)\b/g,
  /\b(?:for|[Pp]er|from) 100 clicks\b(?: and 7 days on\b)?/g,
  /\bof the last 28 days every four hours\b/g,
  /\b[Ss]how (?:all|the first) \d+\b|\bRead up to 50\b/g,
];

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&#x27;": "'",
  "&quot;": '"',
  "&lt;": "<",
  "&gt;": ">",
};

/** A page as a reader meets it: each element's text, what its attributes say aloud too, with bars between them. */
function textsOf(html: string): string {
  const spoken = (tag: string) =>
    [...tag.matchAll(/ (?:aria-label|aria-valuetext|title|alt|placeholder)="([^"]*)"/g)]
      .map(([, words]) => words)
      .join("|");
  const text = assemblePage(html)
    .replaceAll(/<style\b.*?<\/style>/gs, "")
    .replaceAll("<!-- -->", "")
    .replaceAll(/<(?:"[^"]*"|[^>"])*>/g, (tag) => `|${spoken(tag)}|`)
    .replaceAll(/&(?:amp|#x27|quot|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll("\u2060", "");
  const texts = text.split("|").map((part) => part.replaceAll(/\s+/g, " ").trim());
  return `|${texts.filter((part) => part !== "").join("|")}|`;
}

/** What a page says, with each figure struck out once a test has expected it. */
export interface PageFigures {
  /** Strikes out texts that follow each other, wherever they stand; throws when they stand nowhere. */
  expect(...texts: readonly string[]): void;
  /** The same of a sentence that goes on with words, and no figure. */
  expectStart(text: string): void;
  /** The first match in what is left. */
  find(pattern: RegExp): RegExpExecArray;
  /** The texts with a number that nobody expected. */
  unexpected(): readonly string[];
}

/** Opens a page of the built app for expectations. */
export function pageFigures(html: string): PageFigures {
  let left = textsOf(html);
  const strike = (pattern: RegExp, what: string) => {
    if (!pattern.test(left)) throw new Error(`the page does not say: ${what}`);
    left = left.replaceAll(new RegExp(pattern, "g"), "|…");
  };
  const patternOf = (texts: readonly string[]) =>
    new RegExp(`\\|${escaped(texts.join("|"))}(?=\\|)`);
  return {
    expect: (...texts) => strike(patternOf(texts), texts.join("|")),
    expectStart(text) {
      strike(new RegExp(`\\|${escaped(text)}[^|\\d]*(?=\\|)`), text);
    },
    find(pattern) {
      const found = pattern.exec(left);
      if (found === null) throw new Error(`the page has nothing like ${pattern.source}`);
      return found;
    },
    unexpected() {
      const rest = NO_FIGURES.reduce((text, pattern) => text.replaceAll(pattern, "…"), left);
      return rest.split("|").filter((part) => /\d/.test(part));
    },
  };
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
