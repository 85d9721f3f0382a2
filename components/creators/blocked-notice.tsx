import type { CreatorStatus } from "@/lib/contracts/overview.url";
import type { Role } from "@/lib/core/role";
import { Notice } from "../layout/notice";

interface BlockedNoticeProps {
  /** What stops new figures, one sentence. */
  readonly reason: string;
  /** Whether there are figures from before. */
  readonly hasFigures: boolean;
  readonly status: CreatorStatus;
  /** Who reads it, and so what she can do about it. */
  readonly reader: Role;
}

/** Says once, for the whole page, why there is nothing newer, what stays, and what the reader can do. */
export function BlockedNotice({ reason, hasFigures, status, reader }: BlockedNoticeProps) {
  return (
    <Notice title={reason} tone="problem">
      {hasFigures
        ? "What was read before stays here; nothing newer arrives until then."
        : "No figures were read before; once it works, the days until then are filled in."}{" "}
      {actionWords(status, reader)}
      {reader === "admin" ? (
        <p className="mt-2 print:hidden">
          <a className="button button-primary" href="/settings">
            {status === "paused" ? "See the connections" : "Reconnect in settings"}
          </a>
        </p>
      ) : null}
    </Notice>
  );
}

function actionWords(status: CreatorStatus, reader: Role): string {
  if (reader === "admin") return "";
  const what = status === "paused" ? "resume it" : "reconnect it";
  return reader === "creator"
    ? `Ask your manager or an admin to ${what} with you.`
    : `Ask an admin to ${what}.`;
}
