import type { Sandbox } from "../sandbox/sandbox";
import { count } from "./figure-words";
import type { PageFigures } from "./page-figures";

/** Expects the rail's numbers: how many connections need somebody, and the keys of the first nine creators. */
export function expectNavigation(page: PageFigures, sandbox: Sandbox): void {
  const broken = sandbox.creators.filter(({ slug }) => sandbox.row(slug)["Status"] !== "active");
  page.expect("Settings", count(broken.length), "to reconnect or mend");
  const names = sandbox.creators.map(({ name }) => name).toSorted();
  for (const [index, name] of names.slice(0, 9).entries()) page.expect(String(index + 1), name);
}
