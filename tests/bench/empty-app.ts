import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type AppServer, buildApp, startApp } from "../helpers/app-server";

/** Inside the project, so that it finds the same packages; ignored by git. */
const FOLDER = fileURLToPath(new URL("../../.next-empty", import.meta.url));
const ICON = fileURLToPath(new URL("../../app/icon.svg", import.meta.url));

const FILES: Readonly<Record<string, string>> = {
  "next.config.mjs": "export default { poweredByHeader: false };\n",
  "app/layout.js": `import { connection } from "next/server";
export const metadata = { title: "Empty", description: "An empty page." };
export default async function Layout({ children }) {
  await connection();
  return <html lang="en"><body>{children}</body></html>;
}
`,
  "app/page.js": "export default function Page() { return <main><h1>Empty</h1></main>; }\n",
};

/** Builds and starts an app of one empty dynamic page: what this stack costs before anything is on it. */
export async function startEmptyApp(): Promise<AppServer> {
  mkdirSync(`${FOLDER}/app`, { recursive: true });
  for (const [path, text] of Object.entries(FILES)) writeFileSync(`${FOLDER}/${path}`, text);
  // Without one, the browser's question for it ends in a 404, which Lighthouse holds against the page.
  copyFileSync(ICON, `${FOLDER}/app/icon.svg`);
  await buildApp(FOLDER);
  return startApp({}, undefined, FOLDER);
}
