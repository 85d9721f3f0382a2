/** Where a checkout keeps its own values; never committed. */
export const ENV_FILE = ".env.local";

/** Takes `.env.local` and `.env` into the process, as Next does for the server. Absent files are fine. */
export function loadEnvFiles(): void {
  for (const file of [ENV_FILE, ".env"]) {
    try {
      process.loadEnvFile(file);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
}

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
