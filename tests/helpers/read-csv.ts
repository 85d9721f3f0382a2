const MARK = "\uFEFF";

/** Reads a CSV file after RFC 4180 and nothing laxer: CRLF after every record, as many cells in each. Throws where it is not. */
export function readCsv(file: string): readonly (readonly string[])[] {
  if (!file.startsWith(MARK)) throw new Error("the byte order mark is missing");
  const text = file.slice(MARK.length);
  const records: string[][] = [];
  let record: string[] = [];
  for (let at = 0; at < text.length; ) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
    record.push(cell.value);
    if (text[cell.end] === ",") {
      at = cell.end + 1;
      continue;
    }
    if (!text.startsWith("\r\n", cell.end)) throw new Error(`no separator at ${cell.end}`);
    records.push(record);
    record = [];
    at = cell.end + 2;
  }
  if (record.length > 0) throw new Error("the last record does not end");
  const width = records[0]?.length;
  if (records.some(({ length }) => length !== width)) throw new Error("records differ in length");
  return records;
}

interface Cell {
  readonly value: string;
  readonly end: number;
}

function quoted(text: string, start: number): Cell {
  let value = "";
  for (let at = start + 1; ; at += 1) {
    const character = text[at];
    if (character === undefined) throw new Error("a quoted cell does not end");
    if (character !== '"') value += character;
    else if (text[at + 1] === '"') {
      value += '"';
      at += 1;
    } else return { value, end: at + 1 };
  }
}

function plain(text: string, start: number): Cell {
  const rest = /^[^",\r\n]*/.exec(text.slice(start, start + 100_000))?.[0] ?? "";
  return { value: rest, end: start + rest.length };
}

const SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫−";
const BREAKS = "\t\r\n";
const UNSEEN = /[\s\p{Cf}\p{Cc}]/u;
const QUOTES = "'\"`‘’‚‛“”„‟«»";

/** True for a text that a spreadsheet might run. */
export function isFormula(text: string): boolean {
  for (const character of text) {
    if (SIGNS.includes(character) || BREAKS.includes(character)) return true;
    if (!QUOTES.includes(character) && !UNSEEN.test(character)) return false;
  }
  return false;
}

/** A text cell as it was before its guard. */
export function unguard(cell: string): string {
  return cell.startsWith("'") && isFormula(cell.slice(1)) ? cell.slice(1) : cell;
}
