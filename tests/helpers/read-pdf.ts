import { inflateSync } from "node:zlib";

/** What a test reads of a PDF that Chromium printed. */
export interface PdfText {
  /** The text of each page, in the order of painting, without its spaces: lines break anywhere. */
  readonly pages: readonly string[];
}

const OBJECT = /(\d+) 0 obj\s*([\s\S]*?)endobj/g;
const STREAM = /\/Length (\d+)[\s\S]*?stream\r?\n/;

/** Reads the pages' text through their fonts' own tables. It knows what Chromium writes, not all that a PDF may hold. */
export function readPdf(pdf: Buffer): PdfText {
  const objects = new Map(
    [...pdf.toString("latin1").matchAll(OBJECT)].map(([, id = "", body = ""]) => [id, body]),
  );
  const streamOf = (id: string | undefined): string => {
    const body = objects.get(id ?? "") ?? "";
    const head = STREAM.exec(body);
    if (head === null) return "";
    const start = head.index + head[0].length;
    const raw = body.slice(start, start + Number(head[1]));
    return inflateSync(Buffer.from(raw, "latin1")).toString("latin1");
  };
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  return {
    pages: pages.map((page) => {
      const fonts = new Map(
        [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = "", id = ""]) => {
          const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? "")?.[1];
          return [name, readCodes(streamOf(table))];
        }),
      );
      return readText(streamOf(/\/Contents (\d+) 0 R/.exec(page)?.[1]), fonts);
    }),
  };
}

interface Codes {
  readonly digits: number;
  readonly letters: ReadonlyMap<number, string>;
}

/** A font's table from its codes to letters. */
function readCodes(table: string): Codes {
  const letters = new Map<number, string>();
  const digits = /begincodespacerange\s*<(\w+)>/.exec(table)?.[1]?.length ?? 4;
  const sections = /begin(bfchar|bfrange)([\s\S]*?)end\1/g;
  for (const [, kind, body = ""] of table.matchAll(sections)) {
    if (kind === "bfchar") {
      for (const [, code = "", text = ""] of body.matchAll(/<(\w+)> <(\w+)>/g)) {
        letters.set(Number.parseInt(code, 16), toText(text));
      }
      continue;
    }
    for (const [, first = "", last = "", text = ""] of body.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g)) {
      const from = Number.parseInt(first, 16);
      for (let code = from; code <= Number.parseInt(last, 16); code += 1) {
        letters.set(code, String.fromCodePoint(Number.parseInt(text, 16) + code - from));
      }
    }
  }
  return { digits, letters };
}

/** UTF-16 in hex; several letters where a glyph is a ligature. */
function toText(hex: string): string {
  const units = (hex.match(/.{4}/g) ?? []).map((unit) => Number.parseInt(unit, 16));
  return String.fromCharCode(...units);
}

function readText(content: string, fonts: ReadonlyMap<string, Codes>): string {
  let font: Codes | undefined;
  let text = "";
  for (const [, name, hex = ""] of content.matchAll(/\/(F\d+) [\d.]+ Tf|<([\da-fA-F]+)>/g)) {
    if (name !== undefined) {
      font = fonts.get(name);
      continue;
    }
    if (font === undefined) continue;
    for (let at = 0; at < hex.length; at += font.digits) {
      text += font.letters.get(Number.parseInt(hex.slice(at, at + font.digits), 16)) ?? "";
    }
  }
  return text.replaceAll(/\s/g, "");
}
