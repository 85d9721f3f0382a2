import { formatAge, formatUntil, UNKNOWN } from "@/lib/analytics/format";
import type { Connection } from "@/lib/contracts/connection.url";
import { StatusMark } from "../metrics/status-mark";
import { CONNECTION_WORDS } from "./connection-words";
import { OfferButton } from "./offer-button";
import { Reconnect } from "./reconnect";

interface ConnectionRowProps {
  readonly connection: Connection;
  readonly nowMs: number;
}

/** LTK ends a session about 30 days after the login, however often it is renewed. */
const SESSION_DAYS = 30;
const WARN_FROM_DAY = 25;

/** One creator's connection with its facts, and the way to mend it. */
export function ConnectionRow({ connection, nowMs }: ConnectionRowProps) {
  const { name, account, state, note, slug } = connection;
  const { mark, words, tone } = CONNECTION_WORDS[state];
  return (
    <li className="border-b border-rule py-4">
      <div className="grid gap-x-6 gap-y-2 md:grid-cols-[minmax(0,3fr)_minmax(0,4fr)_minmax(0,6fr)]">
        <div>
          <h3 className="text-17 font-semibold md:text-15">{name}</h3>
          <p className="text-13 text-ink-3">Account {account}</p>
        </div>
        <div>
          <p className={`flex items-center gap-2 text-14 ${tone}`}>
            <StatusMark mark={mark} />
            {words}
          </p>
          {note === null ? null : <p className="mt-1 text-13 text-pretty text-ink-2">{note}</p>}
        </div>
        <Facts connection={connection} nowMs={nowMs} />
      </div>
      {slug === null || !connection.hasOffer ? null : <OfferButton slug={slug} name={name} />}
      {slug === null || !connection.canConnect ? null : (
        <Reconnect
          slug={slug}
          name={name}
          isNeeded={state === "needs_reauth" || state === "never_connected"}
        />
      )}
    </li>
  );
}

function Facts({ connection, nowMs }: ConnectionRowProps) {
  const { accessExpiresAt, lastRenewedAt, sessionAgeDays } = connection;
  const isOld = sessionAgeDays !== null && sessionAgeDays >= WARN_FROM_DAY;
  return (
    <dl className="grid grid-cols-3 gap-x-4 text-13">
      <Fact term="Access ends">
        {accessExpiresAt === null ? UNKNOWN : formatUntil(Date.parse(accessExpiresAt), nowMs)}
      </Fact>
      <Fact term="Last renewed">
        {lastRenewedAt === null ? UNKNOWN : formatAge(Date.parse(lastRenewedAt), nowMs)}
      </Fact>
      <Fact term="Session">
        {sessionAgeDays === null ? (
          UNKNOWN
        ) : (
          <span className={isOld ? "font-medium text-warn" : ""}>
            Day {sessionAgeDays + 1} of about {SESSION_DAYS}
          </span>
        )}
      </Fact>
    </dl>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-ink-3">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
