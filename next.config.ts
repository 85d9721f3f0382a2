import type { NextConfig } from "next";

/** Pages get theirs, with a nonce, from proxy.ts, which does not run for the API. */
const API_HEADERS = [
  { key: "content-security-policy", value: "default-src 'none'; frame-ancestors 'none'" },
  { key: "referrer-policy", value: "no-referrer" },
  { key: "x-content-type-options", value: "nosniff" },
];

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  typedRoutes: true,
  // Required as it is: bundled, pages and routes would each carry a copy of the SDK.
  serverExternalPackages: ["airtable"],
  // `next dev` would otherwise write a file for coding agents at the root.
  agentRules: false,
  async headers() {
    return [{ source: "/api/:path*", headers: API_HEADERS }];
  },
};

export default config;
