import "server-only";
import { visitorRoute } from "../route";
import { peopleRedirect, refusePersonForm } from "./people-redirect";
import { readPersonForm } from "./read-person-form";

/** `POST /api/people/sign-out`: ends every session and unused link of a person; leads back to her page. */
export const signOutPersonResponse = visitorRoute("people.manage", async (visit) => {
  const about = await readPersonForm(visit);
  if (!about.ok) return refusePersonForm(about.error);
  const { container, session } = visit;
  const { person, key } = about.value;
  const isTold = await container.sessions.endSessions(person.email);
  const actor = session.email;
  container.audit.record({ actor, action: "sign-out-everywhere", detail: person.email });
  return peopleRedirect({ done: isTold ? "signed_out" : "signed_out_here" }, key);
});
