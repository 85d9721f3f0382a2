import { requireBrowser } from "../helpers/browser";

/** Runs before the build and the servers, so that a missing browser is told at once and in one line. */
export default function checkBrowser(): void {
  requireBrowser();
}
