/** The product's working name; nothing else spells it out. */
export const PRODUCT_NAME = "Hemline";

/** `--paper` of globals.css, for the browser's own bars, which read no style sheet. */
export const PAPER_LIGHT = "#faf8f5";
export const PAPER_DARK = "#181513";
