import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { PAPER_DARK, PAPER_LIGHT, PRODUCT_NAME } from "@/components/brand";
import { instrumentSans, newsreader } from "./fonts";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: PRODUCT_NAME, template: `%s · ${PRODUCT_NAME}` },
  description: "What LTK creators earned, why, and whether the number is up to date.",
  robots: { index: false, follow: false },
  appleWebApp: { capable: true, title: PRODUCT_NAME, statusBarStyle: "default" },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: PAPER_LIGHT },
    { media: "(prefers-color-scheme: dark)", color: PAPER_DARK },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // The script nonce of the content security policy is per request, so no page may be prerendered.
  await connection();
  return (
    <html lang="en" className={`${instrumentSans.variable} ${newsreader.variable}`}>
      <body>{children}</body>
    </html>
  );
}
