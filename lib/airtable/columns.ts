import { parseSlug, type Slug } from "../core/brand";
import { isTimeZone } from "../core/time";
import type { CreatorStatus, Credentials, TokenCells } from "../token-manager/store";
import { instant, text, wholeNumber } from "./cell-values";
import type { AirtableRecord } from "./client";
import { type OpenedTokens, openTokens } from "./token-cells";

/** A creator as pages may see her: everything but tokens. */
export interface Creator {
  readonly recordId: string;
  readonly slug: Slug | undefined;
  readonly name: string;
  readonly publisherIds: readonly string[];
  readonly accountId: string | undefined;
  readonly status: CreatorStatus;
  readonly statusMessage: string | undefined;
  readonly timezone: string | undefined;
  readonly currency: string | undefined;
  readonly lastRefreshedAt: number | undefined;
  /** Refused renewals in a row; a success resets it. */
  readonly consecutiveFailures: number | undefined;
  /** When the creator last logged in to LTK for us: her session ends about 30 days later. */
  readonly sessionCapturedAt: number | undefined;
  /** Columns that are blank and needed. */
  readonly missing: readonly string[];
  /** Columns that hold something unusable, which is then treated as blank. */
  readonly invalid: readonly string[];
}

/** One row, in two halves: what pages may see, and the tokens, which they may not. */
export interface CreatorRow {
  readonly creator: Creator;
  readonly credentials: Credentials;
}

/** Names a refresh token; injected, since the key is the token manager's. */
export type NameToken = (refreshToken: string) => string;

/** Reads one record of the creators' table. Never fails: what cannot be read is named in `missing` or `invalid`. */
export async function parseCreatorRow(
  record: AirtableRecord,
  options: { readonly cells: TokenCells; readonly nameToken: NameToken | undefined },
): Promise<CreatorRow> {
  const { id, fields } = record;
  const credentials = toCredentials(record, await openTokens(record, options.cells));
  const timezone = text(fields["Timezone"]);
  const currency = text(fields["Currency"])?.toUpperCase();
  const isZone = timezone === undefined || isTimeZone(timezone);
  const isCurrency = currency === undefined || /^[A-Z]{3}$/.test(currency);
  const isSlugInvalid = text(fields["Slug"]) !== undefined && credentials.slug === undefined;
  const standing = standingOf(credentials, options.nameToken);
  return {
    credentials,
    creator: {
      recordId: id,
      slug: credentials.slug,
      name: credentials.name,
      publisherIds: credentials.publisherIds,
      accountId: credentials.accountId,
      ...standing,
      timezone: isZone ? timezone : undefined,
      currency: isCurrency ? currency : undefined,
      lastRefreshedAt: instant(fields["Last_Refreshed"]),
      consecutiveFailures: credentials.consecutiveFailures,
      sessionCapturedAt: instant(fields["Refresh_Token_Captured_At"]),
      missing: missingIn(credentials, isSlugInvalid),
      invalid: [
        ...(isSlugInvalid ? ["Slug"] : []),
        ...(isZone ? [] : ["Timezone"]),
        ...(isCurrency ? [] : ["Currency"]),
        ...(credentials.cellProblem === undefined ? [] : ["Refresh_Token"]),
      ],
    },
  };
}

function toCredentials({ id, fields, readAt }: AirtableRecord, tokens: OpenedTokens): Credentials {
  const slugText = text(fields["Slug"]);
  const errorMessage = text(fields["Error_Message"]);
  return {
    recordId: id,
    slug: slugText === undefined ? undefined : parseSlug(slugText),
    name: text(fields["Creator"]) ?? slugText ?? "Unnamed row",
    publisherIds: parseIds(fields["Publisher_ID"]),
    ...tokens,
    clientId: text(fields["Client_ID"]),
    accountId: text(fields["Account_ID"]),
    tokenVersion: wholeNumber(fields["Token_Version"]),
    status: parseStatus(text(fields["Status"])),
    errorMessage,
    consecutiveFailures: wholeNumber(fields["Consecutive_Failures"]),
    deadFingerprint: parseDeadFingerprint(errorMessage),
    readAt,
  };
}

/** The mark by which a row says which refresh token was refused, whatever its Status may hold. */
export function deadMark(fingerprint: string): string {
  return `needs_reauth #${fingerprint}`;
}

function parseDeadFingerprint(errorMessage: string | undefined): string | undefined {
  return /needs_reauth #([\w-]+)/.exec(errorMessage ?? "")?.[1];
}

/** A row is dead only for the refresh token that was refused: another one standing there now is a new session. */
function standingOf(
  row: Credentials,
  nameToken: NameToken | undefined,
): Pick<Creator, "status" | "statusMessage"> {
  const { status, errorMessage, deadFingerprint, refreshToken } = row;
  if (deadFingerprint === undefined || status === "paused") {
    return { status, statusMessage: errorMessage };
  }
  const isReplaced =
    nameToken !== undefined &&
    refreshToken !== undefined &&
    nameToken(refreshToken) !== deadFingerprint;
  const explanation = errorMessage?.replace(/needs_reauth #[\w-]+[.:]?\s*/, "");
  return isReplaced
    ? { status: "unknown", statusMessage: "A new session was put here; it has not been used yet." }
    : { status: "needs_reauth", statusMessage: explanation === "" ? undefined : explanation };
}

/** Tokens that the first refresh fills in by itself are not missed beside a refresh token, nor one that is there and unusable. */
function missingIn(row: Credentials, isSlugInvalid: boolean): readonly string[] {
  const isFilled = row.refreshToken !== undefined || row.cellProblem !== undefined;
  const tokens = [
    row.accessToken === undefined ? "Access_Token" : "",
    row.idToken === undefined ? "ID_Token" : "",
    "Refresh_Token",
  ];
  return [
    row.slug === undefined && !isSlugInvalid ? "Slug" : "",
    row.publisherIds.length === 0 ? "Publisher_ID" : "",
    ...(isFilled ? [] : tokens),
  ].filter((column) => column !== "");
}

function parseStatus(value: string | undefined): CreatorStatus {
  switch (value?.toLowerCase()) {
    case "active":
      return "active";
    case "expiring":
      return "expiring";
    case "error":
    case "expired":
      return "error";
    case "needs_reauth":
      return "needs_reauth";
    case "paused":
    case "disabled":
      return "paused";
    default:
      return "unknown";
  }
}

/** One id or several, from a text with commas or a number. */
function parseIds(value: unknown): readonly string[] {
  return [...new Set((text(value) ?? "").split(",").map((id) => id.trim()))].filter(
    (id) => id !== "",
  );
}
