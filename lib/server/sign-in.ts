import "server-only";
import { apiError, errorResponse } from "./api-error";
import { clientAddress } from "./client-address";
import type { Container } from "./container";
import { readField } from "./form";
import { findPerson } from "./people";
import { redeemLink } from "./redeem-link";
import { isHttps, isSameSite, seeOther } from "./same-site";
import { refuseTooMany } from "./sign-in-limits";

/** Signs in with the token of a sign-in link; whatever is wrong with it, the sign-in page says so. */
export async function signIn(container: Container, request: Request): Promise<Response> {
  if (!isSameSite(request)) {
    return errorResponse(apiError("forbidden", "This form was not sent by our own page."));
  }
  const from = clientAddress(request.headers);
  const tooManyHere = await refuseTooMany(container.limits, request, ["sign-in/address", from]);
  if (tooManyHere !== undefined) return tooManyHere;
  const token = await readField(request, "token");
  if (!token.ok) return errorResponse(token.error);
  const { sessions, signInLinks } = container;
  const link = await signInLinks.open(token.value);
  if (!link.ok) return refuse(link.error);
  const tooMany = await refuseTooMany(container.limits, request, [
    "sign-in/person",
    link.value.email,
  ]);
  if (tooMany !== undefined) return tooMany;
  const person = await redeemLink(link.value, {
    links: signInLinks,
    sessions,
    findPerson: (email) => findPerson(container, email),
  });
  if (!person.ok) return refuse(person.error);
  container.audit.record({ actor: person.value.email, action: "sign-in" });
  return seeOther("/", await sessions.create(person.value, isHttps(request)));
}

function refuse(problem: string): Response {
  return seeOther(`/sign-in?problem=${problem}`);
}
