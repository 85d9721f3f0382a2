import "server-only";
import { SECOND_MS } from "@/lib/core/time";
import type { Container } from "../container";

/** One upstream and what is wrong with it; `undefined`: it answered as it should. */
export interface UpstreamCheck {
  readonly name: string;
  readonly problem: string | undefined;
}

const TIMEOUT_MS = 10 * SECOND_MS;

/** Any HTTP answer proves that the host is reachable; no token is sent, so none can be spent. */
async function reach(fetcher: typeof fetch, url: string): Promise<string | undefined> {
  try {
    const response = await fetcher(url, {
      method: "GET",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: "manual",
    });
    await response.body?.cancel();
    return response.status >= 500 ? `answered with status ${response.status}` : undefined;
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    return isTimeout ? "did not answer within 10 seconds" : "could not be reached";
  }
}

/** Reads every upstream once: Airtable's creators, LTK's token endpoint, LTK's gateway. */
export async function checkUpstreams(container: Container): Promise<readonly UpstreamCheck[]> {
  const { env, snapshot } = container;
  const [creators, auth, gateway] = await Promise.all([
    snapshot.read(),
    reach(container.fetch, env.LTK_AUTH_URL),
    reach(container.fetch, env.LTK_API_URL),
  ]);
  const checks: UpstreamCheck[] = [
    { name: "Airtable", problem: creators.ok ? undefined : creators.error.message },
    { name: "LTK sign-in (Auth0)", problem: auth },
    { name: "LTK gateway", problem: gateway },
  ];
  if (!creators.ok) return checks;
  const rows = creators.value.creators.map((creator) => ({
    name: `row ${creator.name}`,
    problem:
      creator.missing.length === 0
        ? undefined
        : `${creator.missing.join(", ")} missing in ${env.AIRTABLE_TABLE}`,
  }));
  return [...checks, ...rows];
}
