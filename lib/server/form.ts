import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import { type ApiError, apiError } from "./api-error";
import { readBounded } from "./body";

/** A sign-in token is about 400 characters; a form far beyond that is refused unread. */
const MAX_FORM_BYTES = 8 * 1024;

/** Reads a small form: its fields that are texts, the first of each name. */
export async function readForm(
  request: Request,
): Promise<Result<ReadonlyMap<string, string>, ApiError>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    return err(apiError("invalid_query", "Send a form."));
  }
  const body = await readBounded(request, { maxBytes: MAX_FORM_BYTES });
  if (!body.ok) return body;
  try {
    const form = await new Response(body.value, { headers: { "content-type": type } }).formData();
    const texts = [...form].flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value] as const] : [],
    );
    return ok(new Map(texts.reverse()));
  } catch {
    return err(apiError("invalid_query", "The body is no form."));
  }
}

/** Reads one field of a small form, which may not be blank. */
export async function readField(request: Request, name: string): Promise<Result<string, ApiError>> {
  const form = await readForm(request);
  if (!form.ok) return form;
  const value = form.value.get(name)?.trim() ?? "";
  return value === "" ? err(apiError("invalid_query", `The field ${name} is missing.`)) : ok(value);
}
