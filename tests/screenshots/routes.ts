import { listSourceFiles } from "../helpers/source-files";

/** A page of the app. */
export interface PageRoute {
  /** As Next names it, e.g. "/creator/[slug]". */
  readonly route: string;
  /** An address of it. */
  readonly path: string;
  readonly isPublic: boolean;
}

/** What stands for the parameters of routes in pictures. */
const PARAMETERS: Readonly<Record<string, string>> = {
  "[slug]": "ava-lane",
  // The second person of the simulator.
  "[person]": "recSandbox0000002",
};

/** Every page there is, found by its file. Throws for a parameter that nothing stands for. */
export function listPageRoutes(): PageRoute[] {
  return listSourceFiles("app")
    .filter((file) => file.endsWith("/page.tsx"))
    .map((file) => {
      const parts = file.split("/").slice(1, -1);
      const shown = parts.filter((part) => !part.startsWith("("));
      const path = shown.map((part) => {
        if (!part.startsWith("[")) return part;
        const value = PARAMETERS[part];
        if (value === undefined) throw new Error(`${file}: what stands for ${part} in a picture?`);
        return value;
      });
      return {
        route: `/${shown.join("/")}`,
        path: `/${path.join("/")}`,
        isPublic: parts.includes("(public)"),
      };
    });
}
