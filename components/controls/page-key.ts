/** Where letters are text. */
const TEXT = "input:not([type=radio],[type=checkbox]),select,textarea,[contenteditable]";
/** Where arrows and Escape already mean something. */
const MOVES = `${TEXT},input,[role=slider],[tabindex="0"]`;

/** What a press means: a single key, or "find" for ⌘K and Ctrl+K; `null`: it is not meant for the page. */
export function pageKeyOf(event: KeyboardEvent): string | null {
  if (isPageKey(event)) return event.key;
  const isFind =
    event.key.toLowerCase() === "k" &&
    (event.metaKey || event.ctrlKey) &&
    !(event.altKey || event.shiftKey);
  return isFind && document.querySelector("dialog[open]") === null ? "find" : null;
}

/** What a button stands for, as `data-keys` says: "find" or "help"; `null`: it is another button. */
export function buttonKeyOf({ target }: MouseEvent): string | null {
  const button = target instanceof Element ? target.closest<HTMLElement>("[data-keys]") : null;
  return button?.dataset["keys"] ?? null;
}

/**
 * Whether a key press is meant for the page: no modifier, nowhere that text is written, no menu or dialog open. It is in
 * the first load, so it is kept short; what the keys do is loaded at the first of them.
 */
function isPageKey(event: KeyboardEvent): boolean {
  const isMove = /^(Escape|Arrow(Left|Right))$/.test(event.key);
  return (
    (isMove || event.key.length === 1) &&
    !(event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing) &&
    !(event.target instanceof Element && event.target.closest(isMove ? MOVES : TEXT)) &&
    document.querySelector("details.menu[open],dialog[open]") === null
  );
}
