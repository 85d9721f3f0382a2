import "server-only";
import { err, type Result } from "@/lib/core/result";
import { type ApiError, apiError } from "./api-error";
import type { Container } from "./container";
import { readForm } from "./form";

/** Reads a form of a signed-in person. Errors: those of `readForm`; `forbidden` when it was not on a page of this session. */
export async function readOwnForm(
  { csrf }: Pick<Container, "csrf">,
  session: { readonly email: string },
  request: Request,
): Promise<Result<ReadonlyMap<string, string>, ApiError>> {
  const form = await readForm(request);
  if (!form.ok || csrf.isProven(session.email, form.value)) return form;
  return err(apiError("forbidden", "This form is out of date; reload the page and try again."));
}
