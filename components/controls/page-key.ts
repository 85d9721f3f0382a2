/** Where letters are text. */
const TEXT = "input:not([type=radio],[type=checkbox]),select,textarea,[contenteditable]";
/** Where arrows and Escape already mean something. */
const MOVES = `${TEXT},input,[role=slider],[tabindex="0"]`;

/**
 * Whether a key press is meant for the page: no modifier, nowhere that text is written, no menu or dialog open. It is in
 * the first load, so it is kept short; what the keys do is loaded at the first of them.
 */
export function isPageKey(event: KeyboardEvent): boolean {
  const isMove = /^(Escape|Arrow(Left|Right))$/.test(event.key);
  return (
    (isMove || event.key.length === 1) &&
    !(event.altKey || event.ctrlKey || event.metaKey || event.repeat || event.isComposing) &&
    !(event.target instanceof Element && event.target.closest(isMove ? MOVES : TEXT)) &&
    document.querySelector("details.menu[open],dialog[open]") === null
  );
}
