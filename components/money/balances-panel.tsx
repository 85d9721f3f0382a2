import { formatMoment, formatMoney } from "@/lib/analytics/format";
import type { Earnings } from "@/lib/contracts/earnings.url";
import { Notice } from "../layout/notice";
import { FreshnessChip } from "../metrics/freshness-chip";

interface BalancesPanelProps {
  /** `null`: there is no answer at all, and `problem` says why. */
  readonly earnings: Earnings | null;
  readonly problem: string | null;
  /** Where a visit tries again. */
  readonly retryHref: string;
  readonly nowMs: number;
}

const BALANCES = [
  ["open", "Open", "Earned; the retailers have not closed it yet."],
  ["due", "Due", "Closed; waiting for the next payout."],
  ["paidLifetime", "Paid, lifetime", "Paid out since the account began."],
] as const;

/** What is open, due and paid now, in a band of its own: the date range does not apply to it. */
export function BalancesPanel({ earnings, problem, retryHref, nowMs }: BalancesPanelProps) {
  const balances = earnings?.data.balances ?? null;
  const meta = earnings?.meta;
  const isMuted = meta?.freshness === "stale" || meta?.freshness === "blocked";
  return (
    <section
      aria-labelledby="balances-heading"
      className="skips-offscreen -mx-6 bg-sunk px-6 py-8 md:-mx-8 md:px-8 lg:-mx-16 lg:px-16 lg:py-12 print:mx-0 print:bg-transparent print:px-0 print:py-0"
    >
      <h2
        id="balances-heading"
        className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]"
      >
        Balances
      </h2>
      {balances === null || meta === undefined ? (
        <Notice title="The balances are not available." tone="problem" retryHref={retryHref}>
          {problem ?? meta?.reason?.message ?? "LTK did not send them."}
        </Notice>
      ) : (
        <>
          <p className="mt-1 text-13 text-ink-2">
            As of {formatMoment(balances.asOf, meta.range.timezone)}. The date range does not apply
            here.
          </p>
          <dl className="mt-4 grid gap-4 md:grid-cols-3 md:gap-6 print:grid-cols-3">
            {BALANCES.map(([id, label, meaning]) => (
              <div key={id} className="border-t border-rule-2 pt-3">
                <dt className="text-13 text-ink-2">{label}</dt>
                <dd
                  className={`mt-1 font-serif text-26 leading-[1.15] tracking-[-0.02em] ${isMuted ? "text-ink-2" : ""}`}
                >
                  {formatMoney(balances[id], meta.currency, { cents: true })}
                </dd>
                <dd className="mt-1 text-13 text-pretty text-ink-2">
                  {balances[id] === null ? "LTK did not send it; not zero, not known." : meaning}
                </dd>
              </div>
            ))}
          </dl>
          <p className="mt-3">
            <FreshnessChip
              freshness={meta.freshness}
              syncedAt={meta.syncedAt}
              reason={meta.reason?.message ?? null}
              nowMs={nowMs}
            />
          </p>
          {meta.reason === null ? null : (
            <p className="mt-1 text-13 text-ink-2">{meta.reason.message}</p>
          )}
        </>
      )}
    </section>
  );
}
