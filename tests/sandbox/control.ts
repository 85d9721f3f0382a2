import { z } from "zod";
import { Fault, UPSTREAMS } from "./faults";
import { json, type SandboxRequest, type SandboxResponse } from "./http";
import type { Sandbox } from "./sandbox";

const Slug = z.strictObject({ slug: z.string() });
const SetFault = z.strictObject({
  upstream: z.enum(UPSTREAMS),
  fault: Fault.nullable(),
  times: z.int().positive().optional(),
  route: z.string().optional(),
  slug: z.string().optional(),
});
const SetRow = Slug.extend({
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

const Quota = z.strictObject({ callsLeft: z.int().min(0).nullable() });

class BadRequest extends Error {}

function read<T>(schema: z.ZodType<T>, request: SandboxRequest): T {
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new BadRequest("the body is no JSON");
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new BadRequest(z.prettifyError(parsed.error));
  return parsed.data;
}

type Controlled = Omit<Sandbox, "close" | "urls" | "env" | "kv">;

/** The door through which another process switches faults and asks for counts while the simulator runs. */
export async function control(
  sandbox: Controlled,
  request: SandboxRequest,
): Promise<SandboxResponse> {
  try {
    return json(200, (await act(sandbox, request)) ?? { ok: true });
  } catch (error) {
    if (error instanceof BadRequest) return json(400, { error: error.message });
    throw error;
  }
}

async function act(sandbox: Controlled, request: SandboxRequest): Promise<object | undefined> {
  const query = (name: string) => {
    const value = request.url.searchParams.get(name);
    if (value === null) throw new BadRequest(`the parameter ${name} is missing`);
    return value;
  };
  switch (`${request.method} ${request.url.pathname}`) {
    case "GET /":
      return { creators: sandbox.creators, doors };
    case "POST /faults": {
      const { upstream, fault, ...scope } = read(SetFault, request);
      sandbox.faults.set(upstream, fault, scope);
      return undefined;
    }
    case "DELETE /faults":
      sandbox.faults.clear();
      return undefined;
    case "GET /calls":
      return sandbox.calls();
    case "POST /reset-calls":
      sandbox.resetCalls();
      return undefined;
    case "POST /expire":
      await sandbox.expireTokens(read(Slug, request).slug);
      return undefined;
    case "POST /revoke":
      sandbox.revoke(read(Slug, request).slug);
      return undefined;
    case "POST /quota":
      sandbox.setAirtableQuota(read(Quota, request).callsLeft);
      return undefined;
    case "POST /log-in":
      return sandbox.logIn(read(Slug, request).slug);
    case "GET /grants":
      return { grants: sandbox.grants(query("slug")), reuseEvents: sandbox.reuseEvents() };
    case "GET /figures":
      return sandbox.figures(query("slug"), query("from"), query("to"));
    case "GET /row":
      return sandbox.row(query("slug"));
    case "POST /row": {
      const { slug, fields } = read(SetRow, request);
      sandbox.setRow(slug, fields);
      return undefined;
    }
    default:
      throw new BadRequest(`no such door; there are: ${doors.join(", ")}`);
  }
}

const doors = [
  "POST /faults",
  "DELETE /faults",
  "GET /calls",
  "POST /reset-calls",
  "POST /expire",
  "POST /revoke",
  "POST /log-in",
  "POST /quota",
  "GET /grants?slug",
  "GET /figures?slug&from&to",
  "GET /row?slug",
  "POST /row",
];
