import localFont from "next/font/local";

/** Text, labels and tabular figures. */
export const instrumentSans = localFont({
  src: "../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  weight: "400 700",
  display: "swap",
  variable: "--font-instrument-sans",
  // The stand-ins of fonts.css, in place of Next's own.
  adjustFontFallback: false,
  fallback: ["Text Stand-in", "Text Stand-in Android", "system-ui", "sans-serif"],
});

/** Headlines, section titles and money, cut to its display optical size and two weights by `npm run fonts`. */
export const newsreader = localFont({
  src: "./fonts/newsreader-display.woff2",
  weight: "400 500",
  display: "swap",
  variable: "--font-newsreader",
  adjustFontFallback: false,
  fallback: ["Headline Stand-in", "Headline Stand-in Android", "Georgia", "serif"],
});
