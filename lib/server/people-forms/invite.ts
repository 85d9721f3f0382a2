import "server-only";
import { z } from "zod";
import { tickedCreators } from "@/lib/contracts/people.url";
import { apiError, errorResponse } from "../api-error";
import { readOwnForm } from "../own-form";
import { invitePerson, listPeople } from "../people";
import { createPersonKeys } from "../person-key";
import { visitorRoute } from "../route";
import { peopleRedirect } from "./people-redirect";

const Fields = z.object({ email: z.string(), name: z.string(), role: z.string() });

/** `POST /api/people`: adds somebody to the list; leads to her page. No mail is sent. */
export const inviteResponse = visitorRoute("people.manage", async (visit) => {
  const { container, session, request } = visit;
  const form = await readOwnForm(container, session, request);
  if (!form.ok) return errorResponse(form.error);
  const fields = Fields.safeParse(Object.fromEntries(form.value));
  if (!fields.success) {
    return errorResponse(apiError("invalid_query", "Send the fields email, name and role."));
  }
  const creators = tickedCreators(form.value);
  const invited = await invitePerson(container, session.email, { ...fields.data, creators });
  if (!invited.ok) return peopleRedirect({ problem: invited.error.code });
  const list = await listPeople(container);
  const people = list.ok ? list.value.people : [];
  const person = people.find(({ email }) => email === invited.value.email);
  const key = person && createPersonKeys(container.env)(person);
  return peopleRedirect({ done: "invited" }, key);
});
