import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp } from "../helpers/app-server";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Inside the project, so that it finds the same packages; ignored by git. */
const FOLDER = join(ROOT, ".next-bench");
/** What is made and not written, and what no build reads. */
const LEFT_OUT =
  /^(node_modules|\.next.*|\.git|test-results|tests|docs|package-lock\.json|(playwright|vitest)\.config\.ts)$/;

/** Behind the same sign-in and in the same shell as every page, and nothing else. */
const EMPTY_PAGE = `import { requireSession } from "@/lib/server/page-access";

export default async function EmptyPage() {
  await requireSession();
  return <h1>Empty</h1>;
}
`;

/** Builds a copy of the app that has one page more, `/empty`; answers the copy's folder. */
export async function buildWithEmptyPage(): Promise<string> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.test(name)) cpSync(join(ROOT, name), join(FOLDER, name), { recursive: true });
  }
  // Style sheets name font files by their path.
  const fonts = "node_modules/@fontsource-variable";
  cpSync(join(ROOT, fonts), join(FOLDER, fonts), { recursive: true });
  const page = join(FOLDER, "app/(dashboard)/empty");
  mkdirSync(page);
  writeFileSync(join(page, "page.tsx"), EMPTY_PAGE);
  await buildApp(FOLDER);
  return FOLDER;
}
