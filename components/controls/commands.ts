import { readCreators, readPages, readTimeState, withShownTime } from "./shown-page";
import { RANGE_KEYS } from "./time-keys";

/** Something the command menu can do. */
export interface Command {
  /** Its own among all commands: a path, or a key. */
  readonly id: string;
  readonly name: string;
  /** What kind of thing it is, as the list says it. */
  readonly kind: "Creator" | "Page" | "Range" | "Help";
  /** The single key that does the same. */
  readonly key: string | null;
  readonly does:
    | { readonly kind: "open"; readonly href: string }
    | { readonly kind: "time"; readonly key: string }
    | { readonly kind: "help" };
}

const DIGITS = 9;

/** Everything that can be done from the page that is shown. */
export function readCommands(): readonly Command[] {
  const creators = readCreators().map(({ name, path }, index): Command => {
    const key = index < DIGITS ? `${index + 1}` : null;
    return {
      id: path,
      name,
      kind: "Creator",
      key,
      does: { kind: "open", href: withShownTime(path) },
    };
  });
  const pages = readPages().map(({ name, path }): Command => {
    const href = path === "/" ? withShownTime(path) : path;
    return { id: path, name, kind: "Page", key: null, does: { kind: "open", href } };
  });
  const ranges =
    readTimeState() === null
      ? []
      : RANGE_KEYS.map(({ key, name }): Command => {
          return {
            id: key,
            name,
            kind: "Range",
            key: key.toUpperCase(),
            does: { kind: "time", key },
          };
        });
  const help: Command = {
    id: "help",
    name: "Keyboard shortcuts",
    kind: "Help",
    key: "?",
    does: { kind: "help" },
  };
  return [...pages, ...creators, ...ranges, help];
}

/** Those whose name or kind has each typed word; names that begin with what was typed come first. Accents and case do not count. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const wanted = plain(typed);
  const words = wanted.split(/\s+/).filter((word) => word !== "");
  const found = commands.filter(({ name, kind }) => {
    const text = plain(`${name} ${kind}`);
    return words.every((word) => text.includes(word));
  });
  const begins = ({ name }: Command) => plain(name).startsWith(wanted);
  return [...found.filter(begins), ...found.filter((command) => !begins(command))];
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();
}
