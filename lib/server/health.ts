import "server-only";
import { type Container, describeProblems, getContainer } from "./container";

type Status = "pass" | "warn" | "fail";

interface Check {
  readonly status: Status;
  readonly time: string;
  readonly output?: string;
}

/** The health of this deployment, as `application/health+json`. Names no creator and asks neither LTK nor Auth0. */
export interface Health {
  readonly status: Status;
  readonly output?: string;
  readonly checks: Readonly<Record<string, readonly Check[]>>;
  /** How many creators stand how; absent while that is not known. */
  readonly creators?: Readonly<Record<string, number>>;
}

async function judge(container: Container): Promise<Health> {
  const time = new Date(container.now()).toISOString();
  const snapshot = await container.snapshot.read();
  if (!snapshot.ok) {
    const output = "Airtable has not answered since this instance started; nothing is known.";
    return { status: "fail", output, checks: { airtable: [{ status: "fail", time, output }] } };
  }
  const creators: Record<string, number> = {};
  for (const { status, missing } of snapshot.value.creators) {
    const key = missing.length > 0 ? "incomplete" : status;
    creators[key] = (creators[key] ?? 0) + 1;
  }
  const airtable: Check = snapshot.value.isStale
    ? {
        status: "warn",
        time: new Date(snapshot.value.readAt).toISOString(),
        output: "Airtable does not answer; these are the last known facts.",
      }
    : { status: "pass", time: new Date(snapshot.value.readAt).toISOString() };
  const isAllWell = Object.keys(creators).every((key) =>
    ["active", "expiring", "paused"].includes(key),
  );
  const status = airtable.status === "pass" && isAllWell ? "pass" : "warn";
  return { status, checks: { airtable: [airtable] }, creators };
}

/** Answers an uptime monitor: 200 for `pass` and `warn`, 503 for `fail`. */
export async function healthResponse(): Promise<Response> {
  const configured = getContainer();
  const health: Health = configured.ok
    ? await judge(configured.container)
    : {
        status: "fail",
        output: `not_configured: ${describeProblems(configured.problems)}`,
        checks: {},
      };
  return new Response(JSON.stringify(health), {
    status: health.status === "fail" ? 503 : 200,
    headers: { "content-type": "application/health+json", "cache-control": "no-store" },
  });
}
