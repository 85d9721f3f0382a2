/** The address of a link that leaves the app, when it is one that may be followed; LTK's texts may hold anything. */
export function httpsLink(text: string | null): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return protocol === "https:" && username === "" && password === "" ? href : null;
}
