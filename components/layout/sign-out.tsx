import { CsrfField } from "./csrf-field";

/** Ends the session; a plain form, so that it works without JavaScript. */
export function SignOut({ csrf }: { readonly csrf: string }) {
  return (
    <form method="post" action="/api/session/end">
      <CsrfField token={csrf} />
      <button type="submit" className="text-link min-h-tap cursor-pointer text-13">
        Sign out
      </button>
    </form>
  );
}
