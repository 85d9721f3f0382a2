import { inflateSync } from "node:zlib";

/** What a test reads of a PDF that Chromium printed. */
export interface PdfText {
  /** The text of each page, in the order of painting, without its spaces: lines break anywhere. */
  readonly pages: readonly string[];
}

const OBJECT = /(\d+) 0 obj\s*([\s\S]*?)endobj/g;
const STREAM = /stream\r?\n([\s\S]*?)\r?\nendstream/;

/** Reads the pages' text through their fonts' own tables. It knows what Chromium writes, not all that a PDF may hold. */
export function readPdf(pdf: Buffer): PdfText {
  const objects = new Map(
    [...pdf.toString("latin1").matchAll(OBJECT)].map(([, id = "", body = ""]) => [id, body]),
  );
  const streamOf = (id: string | undefined): string => {
    const raw = STREAM.exec(objects.get(id ?? "") ?? "")?.[1];
    return raw === undefined ? "" : inflateSync(Buffer.from(raw, "latin1")).toString("latin1");
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
    const rows = kind === "bfchar" ? /<(\w+)> <(\w+)>/g : /<(\w+)> <(\w+)> <(\w+)>/g;
    for (const [, first = "", second = "", third] of body.matchAll(rows)) {
      const from = Number.parseInt(first, 16);
      const to = third === undefined ? from : Number.parseInt(second, 16);
      const letter = Number.parseInt(third ?? second, 16);
      for (let code = from; code <= to; code += 1) {
        letters.set(code, String.fromCodePoint(letter + code - from));
      }
    }
  }
  return { digits, letters };
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
