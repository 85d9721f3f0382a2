import type { NextConfig } from "next";

/** What a page may ask of the machine it is shown on: nothing. Names that a browser does not know it skips. */
const DENIED_FEATURES = [
  "accelerometer",
  "autoplay",
  "browsing-topics",
  "camera",
  "display-capture",
  "encrypted-media",
  "gamepad",
  "geolocation",
  "gyroscope",
  "hid",
  "idle-detection",
  "local-fonts",
  "magnetometer",
  "microphone",
  "midi",
  "payment",
  "publickey-credentials-get",
  "screen-wake-lock",
  "serial",
  "usb",
  "xr-spatial-tracking",
];

/** Of every answer: pages, API, files. docs/security.md compares them with OWASP's list. */
const HEADERS = [
  { key: "x-content-type-options", value: "nosniff" },
  { key: "x-frame-options", value: "DENY" },
  // Not `no-referrer`: with that browsers send `Origin: null` with our own forms, which must prove where they come from.
  { key: "referrer-policy", value: "same-origin" },
  { key: "permissions-policy", value: DENIED_FEATURES.map((name) => `${name}=()`).join(", ") },
  { key: "cross-origin-opener-policy", value: "same-origin" },
  { key: "cross-origin-embedder-policy", value: "require-corp" },
  { key: "cross-origin-resource-policy", value: "same-origin" },
  { key: "x-permitted-cross-domain-policies", value: "none" },
];

const TWO_YEARS_S = 63_072_000;
const HSTS = {
  key: "strict-transport-security",
  value: `max-age=${TWO_YEARS_S}; includeSubDomains`,
};

/** Pages get a policy of their own, with a nonce, from proxy.ts. What is no page may load nothing at all. */
const NO_PAGE = [
  { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" },
  { key: "referrer-policy", value: "no-referrer" },
];

/** Of what Next answers by itself, such as a wrong method; handlers say the same. */
const NO_STORE = { key: "cache-control", value: "private, no-store" };

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  typedRoutes: true,
  // No page shows an optimised image, and the optimiser at /_next/image would take addresses from whoever asks.
  images: { unoptimized: true },
  // Required as it is: bundled, pages and routes would each carry a copy of the SDK.
  serverExternalPackages: ["airtable"],
  // `next dev` would otherwise write a file for coding agents at the root.
  agentRules: false,
  async headers() {
    return [
      { source: "/:path*", headers: HEADERS },
      {
        source: "/:path*",
        has: [{ type: "header", key: "x-forwarded-proto", value: "https(,.*)?" }],
        headers: [HSTS],
      },
      { source: "/api/:path*", headers: [...NO_PAGE, NO_STORE] },
      { source: "/icon.svg", headers: NO_PAGE },
    ];
  },
};

export default config;
