import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SOURCE = /\.tsx?$/;

/** Every .ts and .tsx file under these folders of the project, as `lib/core/time.ts`. Throws when a folder is absent. */
export function listSourceFiles(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: "utf8" })
      .filter((path) => SOURCE.test(path))
      .map((path) => `${folder}/${path.replaceAll("\\", "/")}`),
  );
}

/** A file of the project as text. */
export function readProjectFile(path: string): string {
  return readFileSync(`${ROOT}${path}`, "utf8");
}
