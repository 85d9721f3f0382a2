import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A clock that runs with the machine's and can be moved ahead, here and in the processes that were given its `env`. */
export interface MovingClock {
  now(): number;
  /** Lets time pass; resolves when the other processes have noticed. */
  advance(ms: number): Promise<void>;
  readonly env: Readonly<Record<string, string>>;
  close(): void;
}

const NOTICED_AFTER_MS = 60;

/** Makes a clock that shows the present. */
export function createMovingClock(): MovingClock {
  const folder = mkdtempSync(join(tmpdir(), "clock-"));
  const file = join(folder, "ahead-ms");
  let aheadMs = 0;
  writeFileSync(file, "0");
  return {
    now: () => Date.now() + aheadMs,
    async advance(ms) {
      aheadMs += ms;
      writeFileSync(file, String(aheadMs));
      await new Promise((resolve) => setTimeout(resolve, NOTICED_AFTER_MS));
    },
    env: {
      CLOCK_FILE: file,
      NODE_OPTIONS: `--import ${fileURLToPath(new URL("./shifted-clock.mjs", import.meta.url))}`,
    },
    close: () => rmSync(folder, { recursive: true }),
  };
}
