import "server-only";

/** One value of a table. `null`: not known, an empty cell. */
export type CsvValue = string | number | boolean | null;

/** A column: its name with the unit, and where a row's value comes from. */
export interface CsvColumn<Row> {
  readonly header: string;
  readonly value: (row: Row) => CsvValue;
}

/** A file for a spreadsheet. */
export interface CsvFile {
  readonly name: string;
  readonly text: string;
}

/** Excel takes a file without this mark for its own old code page. Other readers skip it. */
const BYTE_ORDER_MARK = "\uFEFF";
const LINE_END = "\r\n";

/**
 * What a spreadsheet would run as a formula: a text that begins with one of its signs, in any width, a tab or a line
 * break, also behind spaces, quotes and characters that are not seen.
 */
const FORMULA =
  /^[\s'"`\u2018-\u201F\u00AB\u00BB\p{Cf}\p{Cc}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE62\uFE63\uFE66\uFE6B\u2212\t\r\n]/u;
const NEEDS_QUOTES = /[",\r\n;\t]|^\s|\s$/;

/**
 * Writes a table after RFC 4180: a header, CRLF, quotes only where they are needed. Numbers are plain decimals with a dot
 * and stay numbers, also below zero. Texts that would run as formulas get an apostrophe in front, which a reader takes off
 * again where what follows it is such a text.
 */
export function writeCsv<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ header }) => writeCell(header)),
    ...rows.map((row) => columns.map(({ value }) => writeCell(value(row)))),
  ];
  return BYTE_ORDER_MARK + lines.map((cells) => cells.join(",") + LINE_END).join("");
}

/** The HTTP answer that a browser saves as a file. The name must be of letters, digits, `.`, `-` and `_`: it is ours. */
export function csvResponse(
  { name, text }: CsvFile,
  headers: Readonly<Record<string, string>>,
): Response {
  if (!/^[\w.-]+$/.test(name)) throw new Error("the name of a file has unsafe characters");
  return new Response(text, {
    headers: {
      ...headers,
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${name}"`,
      "x-content-type-options": "nosniff",
    },
  });
}

function writeCell(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return plainDecimal(value);
  if (typeof value === "boolean") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A number without exponent, as exact as JSON writes it. */
function plainDecimal(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const digits = whole + fraction;
  const shift = Number(exponent);
  return shift < 0
    ? `${sign}0.${"0".repeat(-shift - 1)}${digits}`
    : `${sign}${digits.padEnd(shift + 1, "0")}`;
}
