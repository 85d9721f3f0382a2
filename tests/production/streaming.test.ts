import { expect, test } from "vitest";
import { startBuiltApp } from "../helpers/built-app";

const { sandbox, app, cookie } = await startBuiltApp({ airtableRateLimit: false });

/** A page's HTML by pieces, as they arrive; `stop`: when to hang up. */
async function readPieces(
  path: string,
  stop: (html: string) => boolean = () => false,
): Promise<string> {
  const hangUp = new AbortController();
  const response = await fetch(`${app.url}${path}`, {
    headers: { cookie },
    signal: hangUp.signal,
  });
  expect(response.status).toBe(200);
  const decoder = new TextDecoder();
  let html = "";
  for await (const piece of response.body ?? []) {
    html += decoder.decode(piece, { stream: true });
    if (stop(html)) break;
  }
  hangUp.abort();
  return html;
}

const HELD = 'aria-busy="true"';
/** What moves a late part to its place. */
const MOVED = "$RC(";

test.each(["/creator/ava-lane", "/"])(
  "%s is whole at once where its data is kept",
  async (path) => {
    await readPieces(path);
    const html = await readPieces(path);
    expect(html).toContain("in four weeks");
    expect(html).not.toContain(HELD);
    expect(html).not.toContain(MOVED);
  },
);

test("a page that waits for LTK holds places, and is sent before LTK has answered", async () => {
  sandbox.faults.set("gateway", { kind: "hang" });
  const path = "/creator/bea-ortiz?range=2026-01-05..2026-01-11";
  const html = await readPieces(path, (text) => text.includes(HELD));
  expect(html).toContain("Bea Ortiz");
  expect(html).toContain(HELD);
});
