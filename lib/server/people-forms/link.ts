import "server-only";
import type { SignInLinkAnswer } from "@/lib/contracts/sign-in-link";
import { API_HEADERS, apiError, errorResponse } from "../api-error";
import { type Visit, visitorRoute } from "../route";
import { isHttps } from "../same-site";
import { LINK_TTL_MS } from "../sign-in-link";
import { refusePersonForm } from "./people-redirect";
import { readPersonForm } from "./read-person-form";

/** `POST /api/people/link`: makes a sign-in link for a person. It is in this answer's body alone. */
export const linkResponse = visitorRoute("people.manage", async (visit) => {
  const about = await readPersonForm(visit);
  if (!about.ok) return refusePersonForm(about.error);
  const { container, session, request } = visit;
  const { email, name, isActive } = about.value.person;
  if (!isActive) {
    return errorResponse(apiError("forbidden", "She is deactivated; no link would let her in."));
  }
  const expiresAt = new Date(container.now() + LINK_TTL_MS.first).toISOString();
  const appUrl = addressOf(visit);
  const link = await container.signInLinks.create({ email, kind: "first", appUrl });
  container.audit.record({ actor: session.email, action: "sign-in-link", detail: email });
  const data = { link, name, expiresAt };
  return request.headers.get("accept") === "application/json"
    ? Response.json({ data } satisfies SignInLinkAnswer, { headers: API_HEADERS })
    : new Response(plainText(data), {
        headers: { ...API_HEADERS, "content-type": "text/plain; charset=utf-8" },
      });
});

/** The address people open; where none is set, the one that this admin's own browser has asked. */
function addressOf({ container, request }: Visit): string {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return container.env.APP_URL ?? `${isHttps(request) ? "https" : "http"}://${host}`;
}

function plainText({ link, name, expiresAt }: SignInLinkAnswer["data"]): string {
  return [
    `Sign-in link for ${name}`,
    link,
    `It works once, until ${expiresAt.slice(0, 16).replace("T", " ")} UTC. Anybody with this link signs in as her.`,
    "It is not shown again: copy it now, send it to her alone, and go back.",
    "",
  ].join("\n\n");
}
