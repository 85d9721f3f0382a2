import "server-only";
import { z } from "zod";
import { tickedCreators } from "@/lib/contracts/people.url";
import { apiError, errorResponse } from "../api-error";
import { changePerson } from "../people";
import type { ChangeRequest } from "../people-requests";
import { visitorRoute } from "../route";
import { peopleRedirect, refusePersonForm } from "./people-redirect";
import { type PersonForm, readPersonForm } from "./read-person-form";

/** One form says whether she may sign in, the other who she is. */
const Fields = z.union([
  z.object({ active: z.enum(["yes", "no"]) }),
  z.object({ name: z.string(), role: z.string() }),
]);

/** `POST /api/people/change`: changes somebody of the table; leads back to her page. */
export const changeResponse = visitorRoute("people.manage", async (visit) => {
  const about = await readPersonForm(visit);
  if (!about.ok) return refusePersonForm(about.error);
  const request = readRequest(about.value);
  if (request === undefined) {
    return errorResponse(apiError("invalid_query", "Send the fields name and role, or active."));
  }
  const { container, session } = visit;
  const changed = await changePerson(container, session.email, request);
  if (!changed.ok) return peopleRedirect({ problem: changed.error.code }, about.value.key);
  const { isActive } = request;
  const done = isActive === undefined ? "changed" : isActive ? "reactivated" : "deactivated";
  return peopleRedirect({ done }, about.value.key);
});

function readRequest({ person, form }: PersonForm): ChangeRequest | undefined {
  const fields = Fields.safeParse(Object.fromEntries(form));
  if (!fields.success) return undefined;
  const { email } = person;
  return "active" in fields.data
    ? { email, isActive: fields.data.active === "yes" }
    : { email, ...fields.data, creators: tickedCreators(form) };
}
