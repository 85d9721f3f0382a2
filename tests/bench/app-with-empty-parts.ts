import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildApp } from "../helpers/app-server";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Inside the project, so that it finds the same packages; ignored by git. */
const FOLDER = join(ROOT, ".next-bench");
/** What is made and not written, and what no build reads. */
const LEFT_OUT =
  /^(node_modules|\.next.*|\.git|test-results|tests|docs|package-lock\.json|(playwright|vitest)\.config\.ts)$/;

const EMPTY_PARTS: Readonly<Record<string, string>> = {
  // Behind the same sign-in and in the same shell as every page, and nothing else.
  "app/(dashboard)/empty/page.tsx": `import { requireSession } from "@/lib/server/page-access";

export default async function EmptyPage() {
  await requireSession();
  return <h1>Empty</h1>;
}
`,
  // Behind the same sign-in and scope as every route of a creator, and nothing else.
  "app/api/ltk/[creator]/empty/route.ts": `import { creatorRoute } from "@/lib/server/route";

export const GET = creatorRoute("creator.read", async () => Response.json({}));
`,
};

/** Builds a copy of the app that has one page more, `/empty`, and a route, `/api/ltk/[creator]/empty`; answers its folder. */
export async function buildWithEmptyParts(): Promise<string> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
  for (const name of readdirSync(ROOT)) {
    if (!LEFT_OUT.test(name)) cpSync(join(ROOT, name), join(FOLDER, name), { recursive: true });
  }
  // Style sheets name font files by their path.
  const fonts = "node_modules/@fontsource-variable";
  cpSync(join(ROOT, fonts), join(FOLDER, fonts), { recursive: true });
  for (const [path, text] of Object.entries(EMPTY_PARTS)) {
    mkdirSync(dirname(join(FOLDER, path)), { recursive: true });
    writeFileSync(join(FOLDER, path), text);
  }
  await buildApp(FOLDER);
  return FOLDER;
}
