import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const SECOND_MS = 1_000;

function pathTo(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** One project a folder of tests, so that each can be run alone: `npx vitest run --project unit`. */
function project(
  name: string,
  options: { readonly testTimeout?: number; readonly setupFiles?: string[] } = {},
) {
  return {
    extends: true as const,
    test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`], ...options },
  };
}

export default defineConfig({
  resolve: {
    alias: {
      "@": pathTo("."),
      "server-only": pathTo("tests/helpers/server-only.ts"),
    },
  },
  test: {
    environment: "node",
    passWithNoTests: false,
    // Most tests wait for sockets, processes and clocks: more files at a time than a small machine has cores.
    maxWorkers: 3,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    projects: [
      project("unit", { setupFiles: ["tests/helpers/no-network.ts"], testTimeout: 20 * SECOND_MS }),
      project("contract", { testTimeout: 60 * SECOND_MS }),
      project("integration", { testTimeout: 60 * SECOND_MS }),
      {
        extends: true,
        test: {
          name: "proofs",
          include: ["tests/proofs/**/*.test.ts"],
          globalSetup: "tests/proofs/global-setup.ts",
          // The long form (`npm run prove`) takes its time.
          testTimeout: (process.env["PROVE"] === "full" ? 1_800 : 120) * SECOND_MS,
          hookTimeout: 60 * SECOND_MS,
          // Each file starts processes by the dozen; two at once would measure each other.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "production",
          include: ["tests/production/**/*.test.ts"],
          testTimeout: 120 * SECOND_MS,
          hookTimeout: 120 * SECOND_MS,
          // Each file starts its own `next start`, and mostly waits for upstreams that fail.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
