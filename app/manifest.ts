import type { MetadataRoute } from "next";
import { PAPER_LIGHT, PRODUCT_NAME } from "@/components/brand";

/** Makes the dashboard installable. Nothing is kept offline: there is no service worker, and figures come from the server. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: PRODUCT_NAME,
    short_name: PRODUCT_NAME,
    description: "What LTK creators earned, why, and whether the number is up to date.",
    start_url: "/",
    scope: "/",
    display: "standalone",
    background_color: PAPER_LIGHT,
    theme_color: PAPER_LIGHT,
    // Drawn from app/icon.svg by `npm run icons`.
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      {
        src: "/icons/maskable-512.png",
        sizes: "512x512",
        type: "image/png",
        purpose: "maskable",
      },
    ],
  };
}
