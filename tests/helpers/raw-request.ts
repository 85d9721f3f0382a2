import { connect } from "node:net";
import { text as readText } from "node:stream/consumers";

/** Everything a server said to one request. `status` 0: nothing. */
export interface Heard {
  readonly status: number;
  /** Status line and headers as they came, without the empty line after them. */
  readonly head: string;
  readonly body: string;
}

const HEAD_END = "\r\n\r\n";

/** Everything an answer to `fetch` says. */
export async function hear(response: Response): Promise<Heard> {
  const lines = [...response.headers].map(([name, value]) => `${name}: ${value}`);
  return {
    status: response.status,
    head: [`HTTP/1.1 ${response.status}`, ...lines].join("\r\n"),
    body: await response.text(),
  };
}

/** The value of a header; `undefined` when it is not there. */
export function headerOf({ head }: Pick<Heard, "head">, name: string): string | undefined {
  const line = head.split("\r\n").find((text) => text.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}

/**
 * Sends bytes as they stand, which `fetch` would tidy up or refuse, and hears the server out until it closes the
 * connection; so ask for `connection: close`. Throws when it is still open after `withinMs`.
 */
export async function sendRaw(url: string, bytes: string, withinMs = 20_000): Promise<Heard> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setTimeout(withinMs, () => socket.destroy(new Error("the server left the line open")));
  socket.write(bytes);
  return parseAnswer(await readText(socket));
}

/** Takes apart what a server wrote on a connection. */
export function parseAnswer(text: string): Heard {
  const headEnd = text.indexOf(HEAD_END);
  const head = headEnd < 0 ? text : text.slice(0, headEnd);
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? "0"),
    head,
    body: headEnd < 0 ? "" : text.slice(headEnd + HEAD_END.length),
  };
}

/** A request in HTTP/1.1 as text. Lines are sent as they are, whatever is in them. */
export function rawRequest(
  line: string,
  headers: Readonly<Record<string, string>>,
  body = "",
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join("")}connection: close\r\n\r\n${body}`;
}
