import "server-only";
import { createHash } from "node:crypto";
import { z } from "zod";
import { MINUTE_MS } from "@/lib/core/time";
import { apiError, errorResponse } from "./api-error";
import { clientAddress } from "./client-address";
import type { Container } from "./container";
import type { Env } from "./env";
import { readField } from "./form";
import type { Mailer } from "./mailer";
import { findPerson } from "./people";
import { isSameSite, seeOther } from "./same-site";
import { refuseTooMany } from "./sign-in-limits";
import { LINK_TTL_MS } from "./sign-in-link";
import { signInMail } from "./sign-in-mail";

/** By then the answer has left, so that the work for a known address cannot make it later than one for a stranger. */
const ANSWERED_AFTER_MS = 100;

const Email = z.string().toLowerCase().pipe(z.email().max(254));

/** What it takes to mail a link; `undefined` when this deployment cannot: no key, no sender, or no address of its own. */
export function linkMailing({
  mailer,
  env,
}: Pick<Container, "mailer" | "env">):
  | { readonly mailer: Mailer; readonly appUrl: string }
  | undefined {
  return mailer === undefined || env.APP_URL === undefined
    ? undefined
    : { mailer, appUrl: env.APP_URL };
}

/** The variables that are missing for mailing links. */
export function missingForMail(
  env: Pick<Env, "RESEND_API_KEY" | "MAIL_FROM" | "APP_URL">,
): readonly string[] {
  return (["RESEND_API_KEY", "MAIL_FROM", "APP_URL"] as const).filter(
    (name) => env[name] === undefined,
  );
}

/**
 * Mails a sign-in link to an address that may sign in. Who that is decides nothing before the answer, so that neither
 * its text nor its time tells.
 */
export async function mailSignInLink(container: Container, request: Request): Promise<Response> {
  if (!isSameSite(request)) {
    return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
  }
  const mailing = linkMailing(container);
  if (mailing === undefined) {
    return errorResponse(apiError("not_found", "This deployment does not mail sign-in links."));
  }
  const field = await readField(request, "email");
  const email = Email.safeParse(field.ok ? field.value : "");
  if (!email.success) return seeOther("/sign-in?problem=no-email");
  const from = clientAddress(request.headers);
  const tooMany =
    (await refuseTooMany(container.limits, request, ["sign-in-mail/address", from])) ??
    (await refuseTooMany(container.limits, request, ["sign-in-mail/person", email.data]));
  if (tooMany !== undefined) return tooMany;
  container.defer(() => send(container, mailing, email.data));
  return seeOther("/sign-in?notice=mailed");
}

async function send(
  container: Container,
  { mailer, appUrl }: NonNullable<ReturnType<typeof linkMailing>>,
  email: string,
): Promise<void> {
  await container.sleep(ANSWERED_AFTER_MS);
  const found = await findPerson(container, email);
  if (found.kind === "unavailable") container.log("warn", "sign_in_mail_people_unavailable");
  if (found.kind !== "found") return;
  const to = found.person.email;
  const link = await container.signInLinks.create({ email: to, kind: "mailed", appUrl });
  const sent = await mailer.send({
    to,
    ...signInMail(link, LINK_TTL_MS.mailed / MINUTE_MS),
    idempotencyKey: createHash("sha256").update(link).digest("base64url"),
  });
  if (sent.ok) container.audit.record({ actor: to, action: "sign-in-link", detail: "by mail" });
  else container.log("warn", "sign_in_mail_failed", { ...sent.error });
}
