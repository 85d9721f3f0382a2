import type { SandboxCreator } from "../creators";
import type { History } from "../data";
import { json, type SandboxResponse } from "../http";

/** A valid request for analytics: whose, which days, and everything else that was sent. */
export interface Ask {
  readonly creator: SandboxCreator;
  readonly from: string;
  readonly to: string;
  readonly publisherIds: readonly string[];
  readonly parameters: URLSearchParams;
  readonly history: History;
  readonly nowMs: number;
}

/** Two families of endpoints name their parameters differently. */
export type ParameterFamily = "dates" | "start-end";

const NAMES = { dates: ["start_date", "end_date"], "start-end": ["start", "end"] } as const;
const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/** LTK's answer to a parameter it cannot read. */
function badRequest(parameter: string): SandboxResponse {
  return json(400, {
    status: 400,
    error_code: "bad-request",
    developer_message: `invalid value for '${parameter}': please use RFC3339 format (2006-01-02T15:04:05Z07:00)`,
  });
}

/** Reads what both families share. `start`/`end` calls are for the whole account, whatever publishers it has. */
export function readAsk(
  family: ParameterFamily,
  url: URL,
  world: { readonly creator: SandboxCreator; readonly history: History; readonly nowMs: number },
): Ask | SandboxResponse {
  const parameters = url.searchParams;
  const [fromName, toName] = NAMES[family];
  for (const name of [fromName, toName]) {
    if (!RFC3339.test(parameters.get(name) ?? "")) return badRequest(name);
  }
  for (const [name, value] of parameters) if (value === "") return badRequest(name);
  const all = world.creator.publisherIds;
  const publisherIds =
    family === "dates" ? (parameters.get("publisher_ids") ?? "").split(",") : [...all];
  if (!publisherIds.every((id) => all.includes(id))) {
    return json(403, { error: "Key not authorised" });
  }
  return {
    ...world,
    from: (parameters.get(fromName) ?? "").slice(0, 10),
    to: (parameters.get(toName) ?? "").slice(0, 10),
    publisherIds,
    parameters,
  };
}

/** LTK's instants: whole seconds. */
export function toInstant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+/, "");
}
