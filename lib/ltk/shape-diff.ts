import type { Shape } from "./shape";

/** One field of a body beside what is known of it. */
export interface FieldDiff {
  /** As expected, not known to us, known and not sent, of another type. */
  readonly mark: " " | "+" | "-" | "~";
  /** Such as `items_sold[].amount.value`. */
  readonly path: string;
  /** What was found; of a missing field, what was expected. */
  readonly types: readonly string[];
  /** For `~`. */
  readonly expectedTypes?: readonly string[] | undefined;
  /** False: some objects at this place lack it. */
  readonly isAlways: boolean;
}

/** Compares a body's shape with the one its schema takes in, field by field and from the top. */
export function diffShapes(expected: Shape, found: Shape): readonly FieldDiff[] {
  return diffInside(expected, found, "");
}

function diffAt(
  path: string,
  expected: Shape | undefined,
  found: Shape & { readonly isAlways?: boolean },
): readonly FieldDiff[] {
  const { types, isAlways = true } = found;
  const isOther = expected !== undefined && !matches(expected.types, types);
  const mark = expected === undefined ? "+" : isOther ? "~" : " ";
  const expectedTypes = isOther ? expected.types : undefined;
  return [{ mark, path, types, expectedTypes, isAlways }, ...diffInside(expected, found, path)];
}

function matches(expected: readonly string[], found: readonly string[]): boolean {
  return (
    expected.length === 0 || found.every((type) => expected.includes(type.split(" ")[0] ?? ""))
  );
}

function diffInside(expected: Shape | undefined, found: Shape, path: string): readonly FieldDiff[] {
  // What is not read is not looked into.
  const isOpaque =
    expected !== undefined && !expected.fields && !expected.values && !expected.items;
  if (isOpaque) return [];
  const items = found.items === undefined ? [] : diffAt(`${path}[]`, expected?.items, found.items);
  return [...items, ...diffFields(expected, found, path === "" ? "" : `${path}.`)];
}

function diffFields(
  expected: Shape | undefined,
  found: Shape,
  prefix: string,
): readonly FieldDiff[] {
  // No object was seen here: that says nothing about its fields.
  if (found.fields === undefined) return [];
  const known = expected?.fields;
  const fields = [...found.fields].flatMap(([name, field]) =>
    diffAt(`${prefix}${name}`, known?.get(name) ?? expected?.values, field),
  );
  const missing = [...(known ?? [])].flatMap(([name, { types }]): FieldDiff[] =>
    found.fields?.has(name) ? [] : [{ mark: "-", path: `${prefix}${name}`, types, isAlways: true }],
  );
  return [...fields, ...missing];
}
