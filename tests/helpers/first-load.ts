import { gzipSync } from "node:zlib";

/** Scripts a modern browser loads with this HTML: `nomodule` ones are for old browsers only. */
function scriptPaths(html: string): string[] {
  const tags = html.match(/<(script|link)\b[^>]*>/g) ?? [];
  const paths = tags.flatMap((tag) => {
    if (/\bnomodule\b/i.test(tag)) return [];
    const isLink = tag.startsWith("<link");
    if (isLink && !/\bas="script"|\brel="modulepreload"/.test(tag)) return [];
    return (isLink ? /\bhref="([^"]+)"/ : /\bsrc="([^"]+)"/).exec(tag)?.[1] ?? [];
  });
  return [...new Set(paths)];
}

/**
 * What a page's scripts weigh before anybody touches it, in bytes after `gzip -9`.
 *
 * Errors  throws when the page or a script does not answer 200, or when the page has no script at all.
 */
export async function firstLoadGzipBytes(
  baseUrl: string,
  path: string,
  cookie: string,
): Promise<number> {
  const page = await fetch(new URL(path, baseUrl), { headers: { cookie }, redirect: "error" });
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  const paths = scriptPaths(await page.text());
  if (paths.length === 0) throw new Error(`${path} has no scripts`);
  const sizes = paths.map(async (script) => {
    const response = await fetch(new URL(script, baseUrl));
    if (response.status !== 200) throw new Error(`${script} answered ${response.status}`);
    return gzipSync(await response.arrayBuffer(), { level: 9 }).byteLength;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
