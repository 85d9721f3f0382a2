import { formatUntil, UNKNOWN } from "@/lib/analytics/format";
import { formatAge } from "@/lib/analytics/format-age";
import type { Connection } from "@/lib/contracts/connection.url";
import { StatusMark } from "../metrics/status-mark";
import { RowHeader, TableCell, TableRow } from "../table/table";
import { CONNECTION_WORDS, needsReconnect, troubleWords } from "./connection-words";
import { ReconnectRow } from "./reconnect-row";

interface ConnectionRowProps {
  readonly connection: Connection;
  /** How many columns the table has. */
  readonly columns: number;
  readonly nowMs: number;
}

/** LTK ends a session about 30 days after the login, however often it is renewed. */
const SESSION_DAYS = 30;
const WARN_FROM_DAY = 25;

/** One creator's connection with its facts, and the way to mend it. */
export function ConnectionRow({ connection, columns, nowMs }: ConnectionRowProps) {
  const { slug, name, state, hasOffer, canConnect } = connection;
  const cells = <Cells connection={connection} nowMs={nowMs} />;
  if (slug === null || !canConnect) {
    return (
      <TableRow className="connection-row">
        {cells}
        <TableCell className="connection-action">{null}</TableCell>
      </TableRow>
    );
  }
  return (
    <ReconnectRow
      slug={slug}
      name={name}
      isNeeded={needsReconnect(state)}
      hasOffer={hasOffer}
      columns={columns}
    >
      {cells}
    </ReconnectRow>
  );
}

function Cells({ connection, nowMs }: Omit<ConnectionRowProps, "columns">) {
  const { name, account, accessExpiresAt, lastRenewedAt } = connection;
  return (
    <>
      <RowHeader className="connection-name">
        {name}
        <span className="block text-13 font-normal text-ink-3">Account {account}</span>
      </RowHeader>
      <TableCell className="connection-state">
        <State connection={connection} />
      </TableCell>
      <TableCell className="connection-fact is-expiry">
        <Moment iso={accessExpiresAt} words={(ms) => formatUntil(ms, nowMs)} />
      </TableCell>
      <TableCell className="connection-fact is-renewal">
        <Moment iso={lastRenewedAt} words={(ms) => formatAge(ms, nowMs)} />
      </TableCell>
      <TableCell className="connection-fact is-session">
        <SessionAge connection={connection} />
      </TableCell>
    </>
  );
}

function State({ connection }: { readonly connection: Connection }) {
  const { state, note, hasOffer } = connection;
  const { mark, words, tone } = CONNECTION_WORDS[state];
  const trouble = troubleWords(connection);
  return (
    <div className="grid gap-1 text-13 text-pretty wrap-anywhere text-ink-2">
      <p className={`flex items-center gap-2 text-14 font-medium ${tone}`}>
        <StatusMark mark={mark} />
        {words}
      </p>
      {note === null ? null : <p>{note}</p>}
      {trouble === null ? null : <p className="text-ink-3">{trouble}</p>}
      {hasOffer ? (
        <p className="font-medium text-ink">
          A session of this account was pasted for another creator and waits to be used.
        </p>
      ) : null}
    </div>
  );
}

function Moment({
  iso,
  words,
}: {
  readonly iso: string | null;
  readonly words: (ms: number) => string;
}) {
  if (iso === null) return UNKNOWN;
  return (
    <time dateTime={iso} title={`${iso.slice(0, 16).replace("T", " ")} UTC`}>
      {words(Date.parse(iso))}
    </time>
  );
}

function SessionAge({ connection }: { readonly connection: Connection }) {
  const { sessionCapturedAt, sessionAgeDays } = connection;
  if (sessionCapturedAt === null || sessionAgeDays === null) return UNKNOWN;
  const day = sessionAgeDays + 1;
  const words = (
    <Moment iso={sessionCapturedAt} words={() => `Day ${day} of about ${SESSION_DAYS}`} />
  );
  if (day < WARN_FROM_DAY) return words;
  return (
    <span className="inline-flex items-baseline gap-2 font-medium text-warn">
      <StatusMark mark="triangle" />
      <span>
        {words}
        <span className="sr-only">, replace it soon</span>
      </span>
    </span>
  );
}
