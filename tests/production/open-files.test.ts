import { expect, test } from "vitest";
import { startBuiltApp } from "../helpers/built-app";

const { sandbox, app } = await startBuiltApp();

function getSignedOut(path: string): Promise<Response> {
  return fetch(`${app.url}${path}`, { redirect: "manual" });
}

/** What is open to everybody on purpose, beside scripts, styles and the sign-in page. */
test.each([
  ["/favicon.ico", "image/x-icon"],
  ["/icon.svg", "image/svg+xml"],
  ["/apple-icon.png", "image/png"],
  ["/icons/icon-192.png", "image/png"],
  ["/icons/icon-512.png", "image/png"],
  ["/icons/maskable-512.png", "image/png"],
  ["/manifest.webmanifest", "application/manifest+json"],
])("%s is open to a visitor without a session", async (path, type) => {
  const response = await getSignedOut(path);
  expect(response.status).toBe(200);
  expect(response.headers.get("content-type")).toBe(type);
});

test.each(["/icons/", "/icons/x", "/icon.svg/creator", "/manifest.webmanifest/x", "/sw.js"])(
  "%s is not open, though it looks like what is",
  async (path) => {
    const response = await getSignedOut(path);
    const location = new URL(response.headers.get("location") ?? "", app.url);
    // Next strips a slash at the end first, with a 308.
    expect([307, 308]).toContain(response.status);
    if (response.status === 307) expect(location.pathname).toBe("/sign-in");
  },
);

test("the manifest names nobody and only icons that are open", async () => {
  const text = await (await getSignedOut("/manifest.webmanifest")).text();
  for (const { slug } of sandbox.creators) expect(text).not.toContain(slug);
  const sources = [...text.matchAll(/"src":"([^"]+)"/g)].map(([, src = ""]) => src);
  expect(sources).toHaveLength(4);
  for (const src of sources) expect((await getSignedOut(src)).status).toBe(200);
});
