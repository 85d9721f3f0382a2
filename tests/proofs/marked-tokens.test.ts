import { afterAll, expect, test } from "vitest";
import { SESSION_SECRET } from "../helpers/sign-in";
import { Fault, type Upstream } from "../sandbox/faults";
import { listen, type SandboxRequest } from "../sandbox/http";
import { rounds } from "./rounds";
import { createSetting, type Setting, TOKENS_ENDED_MS } from "./setting";
import type { Worker } from "./worker-process";

/*
 * Every token and key of a setting is a mark. Whatever fails, no mark may stand in what a process writes, in what its
 * callers are told, or in what it says of a creator.
 */

const SLUG = "ava-lane";
/** Longer than any name or word that marks and honest texts have in common. */
const MARK_LENGTH = 20;

const FAULTS: readonly Fault[] = [
  { kind: "refuse" },
  { kind: "reset" },
  { kind: "hang" },
  { kind: "half-body" },
  { kind: "rate-limit" },
  { kind: "rate-limit", retryAfter: "7" },
  ...[400, 401, 403, 404, 422, 500, 503].map((status) => ({ kind: "status", status }) as const),
  { kind: "html-502" },
  { kind: "invalid-json" },
  { kind: "drift" },
  { kind: "commit-then-drop" },
  { kind: "latency", ms: 50 },
];

/** What was said, and what must not stand in it. */
interface Ledger {
  readonly marks: Set<string>;
  readonly said: string[];
}

let checked = 0;
afterAll(() => {
  process.stdout.write(`${checked} texts searched for marked tokens\n`);
});

test("the faults above are all that the simulator knows", () => {
  const kinds = Fault.options.map(({ shape }) => shape.kind.value);
  expect(new Set(FAULTS.map(({ kind }) => kind))).toEqual(new Set(kinds));
});

const UPSTREAMS: readonly Upstream[] = ["auth", "airtable", "kv", "gateway"];

test.each(UPSTREAMS)(
  "every fault of %s: no mark in output, results or statuses",
  async (upstream) => {
    const setting = await createSetting({
      areTimeoutsMoved: true,
      sandbox: { overlapSeconds: 120 },
    });
    const ledger = createLedger(setting);
    // In short each upstream shows another quarter of the faults.
    const stride = rounds(UPSTREAMS.length, 1);
    const offset = UPSTREAMS.indexOf(upstream) % stride;
    for (const fault of FAULTS.filter((_, index) => index % stride === offset)) {
      await setting.advance(TOKENS_ENDED_MS);
      setting.sandbox.faults.set(upstream, fault);
      await exercise(setting, ledger);
      setting.sandbox.faults.clear();
      await setting.advance(60_000);
      await exercise(setting, ledger);
    }
    expectUnmarked(setting, ledger);
  },
);

test("rows that were edited by hand, and sessions that are refused: no mark", async () => {
  const setting = await createSetting();
  const { sandbox } = setting;
  const ledger = createLedger(setting);
  const stranger = await sandbox.logIn("bea-ortiz");
  const text = `see the sheet: ${stranger.refresh_token}`;
  const edits: readonly Parameters<typeof sandbox.setRow>[1][] = [
    { Refresh_Token: null },
    { Refresh_Token: text },
    { Refresh_Token: stranger.refresh_token, Access_Token: stranger.access_token },
    { Refresh_Token: sandbox.row("bea-ortiz")["Refresh_Token"] ?? null },
    { ID_Token: stranger.id_token, Token_Version: 9999 },
    { Access_Token: `${stranger.access_token}x`, ID_Token: "eyJhbGciOiJub25lIn0.e30." },
    { Error_Message: stranger.refresh_token, Status: "error" },
    { Creator: stranger.refresh_token },
  ];
  for (const token of Object.values(stranger)) mark(ledger, token);
  for (const edit of edits) {
    sandbox.setRow(SLUG, edit);
    await setting.advance(TOKENS_ENDED_MS);
    await exercise(setting, ledger);
  }
  for (const pasted of [text, JSON.stringify(stranger), `Bearer ${stranger.access_token}`]) {
    const [worker] = setting.workers;
    ledger.said.push((await worker?.connect(SLUG, pasted)) ?? "");
  }
  sandbox.revoke(SLUG);
  await setting.advance(TOKENS_ENDED_MS);
  await exercise(setting, ledger);
  expectUnmarked(setting, ledger);
});

/** Says back whatever it was told, in all the places where upstreams put words. */
function echo({ url, body, headers }: SandboxRequest, status: number) {
  const form = new URLSearchParams(body).get("refresh_token");
  const words = `${form ?? body} ${headers.authorization ?? ""} ${url.pathname}`;
  const error = { type: words, message: `Unknown field name: "${words}"` };
  const body200 = { error: form ?? words, error_description: words, result: words };
  const answer = url.pathname.startsWith("/v0/") ? { error } : body200;
  return { status, body: answer, headers: { "retry-after": words.replace(/[^\x20-\x7e]/g, "") } };
}

const ECHOES = [
  { name: "LTK_AUTH_URL", path: "/oauth/token" },
  { name: "AIRTABLE_ENDPOINT_URL", path: "" },
  { name: "KV_REST_API_URL", path: "" },
  { name: "LTK_API_URL", path: "" },
];

test.each(ECHOES)(
  "an upstream that says back what it was told ($name): no mark",
  async ({ name, path }) => {
    let status = 400;
    const listener = await listen((request) => echo(request, status));
    const setting = await createSetting({ workers: 0 });
    const ledger = createLedger(setting);
    const worker = await setting.start();
    await worker.observe();
    await setting.kill(worker);
    ledger.said.push(worker.output());
    for (status of [200, 400, 401, 403, 422, 429, 500].slice(0, rounds(3, 7))) {
      await setting.advance(TOKENS_ENDED_MS);
      const told = await setting.start({ [name]: `${listener.url}${path}` });
      await exercise(setting, ledger);
      ledger.said.push(told.output());
      await setting.kill(told);
      await setting.untilLeaseLapsed(SLUG);
    }
    await listener.close();
    expectUnmarked(setting, ledger);
  },
);

function createLedger({ sandbox }: Setting): Ledger {
  const ledger: Ledger = { marks: new Set(), said: [] };
  const names = ["AIRTABLE_API_KEY", "KV_REST_API_TOKEN"] as const;
  for (const name of names) mark(ledger, sandbox.env[name]);
  mark(ledger, SESSION_SECRET);
  return ledger;
}

/** A token's last characters are its own; the first ones of a JWT are the same for all. */
function mark({ marks }: Ledger, text: unknown): void {
  if (typeof text === "string" && text.length >= MARK_LENGTH) marks.add(text.slice(-MARK_LENGTH));
}

/** Everything that a process does with tokens, once. */
async function exercise(setting: Setting, ledger: Ledger): Promise<void> {
  const [worker] = setting.workers;
  if (worker === undefined) throw new Error("no worker");
  markRow(setting, ledger);
  await setting.passing(exerciseOnce(setting, worker, ledger), 100);
  await setting.passing(worker.saved(), 100);
  markRow(setting, ledger);
}

async function exerciseOnce({ now }: Setting, worker: Worker, ledger: Ledger): Promise<void> {
  const say = (what: unknown) => void ledger.said.push(JSON.stringify(what));
  await worker.observe();
  const got = await worker.get(SLUG, 2);
  for (const each of got) {
    if (each.ok) mark(ledger, each.accessToken);
    else say(each);
  }
  const day = new Date(now()).toISOString().slice(0, 10);
  ledger.said.push(await worker.read(SLUG, day));
  if (got.some(({ ok }) => ok)) {
    const other = await worker.reject(SLUG);
    if (other.ok) mark(ledger, other.accessToken);
    else say(other);
  }
  say(await worker.refresh(5_000));
  say(await worker.status(SLUG));
}

function markRow({ sandbox }: Setting, ledger: Ledger): void {
  for (const { slug } of sandbox.creators) {
    const row = sandbox.row(slug);
    for (const name of ["Refresh_Token", "Access_Token", "ID_Token"]) mark(ledger, row[name]);
  }
}

function expectUnmarked({ workers }: Setting, { marks, said }: Ledger): void {
  const texts = [...said, ...workers.map((worker) => worker.output())];
  checked += texts.length;
  expect(marks.size).toBeGreaterThan(30);
  expect(texts.join("").length).toBeGreaterThan(1_000);
  const found = texts.flatMap((text) =>
    [...marks]
      .filter((each) => text.includes(each))
      .map((each) => `${each} in ${text.slice(0, 300)}`),
  );
  expect(found).toEqual([]);
}
