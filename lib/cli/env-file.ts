/**
 * The text of an environment file with values for variables that have none in it: in the place of a blank line
 * `NAME=`, else at the end. A variable that has a value keeps it, and every other line stays as it is.
 */
export function withVariables(text: string, values: Readonly<Record<string, string>>): string {
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  for (const [name, value] of Object.entries(values)) {
    const own = lines.findIndex((line) => new RegExp(`^(export\\s+)?${name}\\s*=`).test(line));
    const isBlank = /=\s*(""|'')?\s*$/.test(lines[own] ?? "");
    if (own === -1) lines.push(`${name}=${value}`);
    else if (isBlank) lines[own] = `${name}=${value}`;
  }
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}
