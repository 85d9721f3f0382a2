/** Stands where a late part ends, and names it. */
const END = "late-part-ends:";
/** How React closes the wrapper of a part that it sends late. */
const CLOSING: Readonly<Record<string, string>> = {
  div: "</div>",
  svg: "</svg>",
  table: "</table>",
  colgroup: "</colgroup></table>",
  tr: "</tr></table>",
  tbody: "</tbody></table>",
};

/**
 * A streamed page as the browser puts it together: React sends large parts late, with a script each that moves them to
 * their place (`$RS`). All scripts are left out.
 */
export function assemblePage(html: string): string {
  const marked = html.replaceAll(/<script\b[^>]*>(.*?)<\/script>/gs, (_, code: string) => {
    const [, id] = /\$RS\("S:([\da-f]+)"/.exec(code) ?? [];
    return id === undefined ? "" : `<!--${END}${id}-->`;
  });
  const parts = new Map<string, string>();
  const late = new RegExp(
    `<(div|svg|table|colgroup|tr|tbody)\\b[^>]* id="S:([\\da-f]+)">((?:(?!<!--${END}).)*)<!--${END}\\2-->`,
    "gs",
  );
  for (const [, tag = "", id = "", content = ""] of marked.matchAll(late)) {
    const closing = CLOSING[tag] ?? "";
    if (!content.endsWith(closing)) throw new Error(`a late part ends otherwise than ${closing}`);
    parts.set(id, content.slice(0, -closing.length));
  }
  const place = (text: string): string =>
    text.replaceAll(/<template id="P:([\da-f]+)"><\/template>/g, (_, id: string) => {
      const part = parts.get(id);
      if (part === undefined) throw new Error(`the late part ${id} never came`);
      return place(part);
    });
  // What has come late stands at its place only.
  return place(marked.replaceAll(late, ""));
}
