import { z } from "zod";
import { DELETE_IF_EQUAL, EXTEND_IF_EQUAL, GET, PUT_VERSIONED } from "@/lib/kv/scripts";
import type { SandboxEvent } from "../sandbox/http";

/** What a worker asks of the outside, in the words of the protocol (design §6). */
export type Step =
  | "lease"
  | "read journal"
  | "intent"
  | "renewal"
  | "grant"
  /** Any write of the journal after the grant's answer; the first one holds the new tokens. */
  | "journal"
  | "release"
  /** A write into the table after the grant's answer. */
  | "save row"
  | "other";

const COMMAND = z.tuple([z.string(), z.string()]).rest(z.union([z.string(), z.number()]));

const SCRIPTS: Readonly<Record<string, "read journal" | "put" | "renewal" | "release">> = {
  [GET]: "read journal",
  [PUT_VERSIONED]: "put",
  [EXTEND_IF_EQUAL]: "renewal",
  [DELETE_IF_EQUAL]: "release",
};

/** Names the calls of one worker at a time: the same write is an intent before a grant, and the journal's after it. */
export function createNamer(): (event: SandboxEvent) => Step {
  let isGranted = false;
  return (event) => {
    const step = nameOf(event, isGranted);
    if (step === "lease") isGranted = false;
    if (step === "grant" && event.status === 200) isGranted = true;
    return step;
  };
}

function nameOf({ upstream, route, request }: SandboxEvent, isGranted: boolean): Step {
  if (upstream === "auth" && route === "token") return "grant";
  if (upstream === "airtable" && route === "update") return isGranted ? "save row" : "other";
  if (upstream !== "kv") return "other";
  const [name, subject, ...rest] = COMMAND.parse(JSON.parse(request.body));
  if (/^set$/i.test(name)) return subject.startsWith("token-lease/v1|") ? "lease" : "other";
  const key = String(rest[1]);
  const script = /^eval$/i.test(name) ? SCRIPTS[subject] : undefined;
  if (script === "renewal" || script === "release") {
    return key.startsWith("token-lease/v1|") ? script : "other";
  }
  if (script === undefined || !key.startsWith("token-journal/v1|")) return "other";
  if (script === "read journal") return script;
  return isGranted ? "journal" : "intent";
}
