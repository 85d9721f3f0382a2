import "server-only";
import { err, ok, type Result } from "@/lib/core/result";
import { type ApiError, apiError } from "./api-error";
import { readBounded } from "./body";

/** A sign-in token is about 400 characters; a form far beyond that is refused unread. */
const MAX_FORM_BYTES = 8 * 1024;

/** Reads the field `token` of a small form. */
export async function readTokenField(request: Request): Promise<Result<string, ApiError>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) {
    return err(apiError("invalid_query", "Send a form with the field token."));
  }
  const text = await readBounded(request, MAX_FORM_BYTES);
  if (text === undefined) {
    return err(apiError("too_large", `The form may have ${MAX_FORM_BYTES} bytes at most.`));
  }
  try {
    const form = await new Response(text, { headers: { "content-type": type } }).formData();
    const token = form.get("token");
    if (typeof token === "string" && token !== "") return ok(token);
  } catch {
    // A body that is no form has no token field either.
  }
  return err(apiError("invalid_query", "The field token is missing."));
}
