/** What one kind of secret looks like, wherever it stands. */
interface SecretPattern {
  readonly name: string;
  /** Global, so that every one in a text is found. */
  readonly pattern: RegExp;
  /** What a log line shows in its place. */
  readonly mask: string;
  /** Short or made-up texts look like it, too: a scan of files also asks whether it is long and random. */
  readonly isLoose?: true;
}

/** The one list of what secrets look like: the logger masks them, and a test looks for them in every file of the project. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  {
    name: "private key",
    pattern:
      /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:[\s\S]*?-----END (?:[A-Z]+ )*PRIVATE KEY-----)?/g,
    mask: "[key]",
  },
  {
    // Sealed ones too: those have nothing between their first two dots.
    name: "JSON web token",
    pattern: /eyJ[\w-]+\.[\w-]*(?:\.[\w-]*)*/g,
    mask: "[token]",
    isLoose: true,
  },
  {
    name: "Auth0 refresh token",
    pattern: /\bv1\.[\w-]{8,}/g,
    mask: "[token]",
    isLoose: true,
  },
  {
    name: "Airtable key",
    pattern: /\bpat[A-Za-z0-9]{8,}(?:\.[A-Za-z0-9]+)?/g,
    mask: "[key]",
    isLoose: true,
  },
  { name: "AWS access key", pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, mask: "[key]" },
  { name: "Google API key", pattern: /\bAIza[\w-]{35}/g, mask: "[key]" },
  {
    name: "GitHub token",
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{30,})/g,
    mask: "[token]",
  },
  { name: "Slack token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g, mask: "[token]" },
  { name: "Stripe key", pattern: /\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}/g, mask: "[key]" },
  { name: "Resend key", pattern: /\bre_[A-Za-z0-9]{6,}_[A-Za-z0-9]{16,}/g, mask: "[key]" },
  { name: "npm token", pattern: /\bnpm_[A-Za-z0-9]{36}/g, mask: "[token]" },
  {
    name: "Slack webhook",
    pattern: /\bhooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/[\w/-]{8,}/g,
    mask: "[webhook]",
  },
  {
    name: "Discord webhook",
    pattern: /\bdiscord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d+\/[\w-]+/g,
    mask: "[webhook]",
  },
  {
    name: "password in an address",
    pattern: /\b[a-z][a-z0-9+.-]*:\/\/[^\s/:@"'`<>${}]+:[^\s/:@"'`<>${}]+@/gi,
    mask: "[address]",
  },
];
