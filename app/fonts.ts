import localFont from "next/font/local";

/** Text, labels and tabular figures. */
export const instrumentSans = localFont({
  src: "../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2",
  weight: "400 700",
  display: "swap",
  variable: "--font-instrument-sans",
  fallback: ["system-ui", "Segoe UI", "sans-serif"],
});

/** Headlines, section titles and money, always at its display optical size (see `font-serif` in globals.css). */
export const newsreader = localFont({
  src: "../node_modules/@fontsource-variable/newsreader/files/newsreader-latin-opsz-normal.woff2",
  weight: "200 800",
  display: "swap",
  variable: "--font-newsreader",
  adjustFontFallback: "Times New Roman",
  fallback: ["Iowan Old Style", "Palatino", "Georgia", "serif"],
});
