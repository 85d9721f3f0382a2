import { defineConfig } from "@playwright/test";
import { findBrowser } from "./tests/helpers/browser";

const browser = findBrowser();

export default defineConfig({
  testDir: "tests/e2e",
  testMatch: "**/*.test.ts",
  globalSetup: ["./tests/e2e/require-browser.ts", "./tests/e2e/global-setup.ts"],
  // One simulator serves all tests, and its faults are switched by them.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    // Set by the global setup; the config is read again in each worker.
    baseURL: process.env["BASE_URL"],
    locale: "en-US",
    timezoneId: "UTC",
    // Recording costs time in each test, and no machine of CI keeps what was recorded.
    trace: process.env["CI"] === undefined ? "retain-on-failure" : "off",
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser }),
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
