import { CsrfField } from "./csrf-field";

/** Ends the session, here or everywhere; a plain form, so that it works without JavaScript. */
export function SignOut({ csrf }: { readonly csrf: string }) {
  return (
    <form method="post" action="/api/session/end" className="grid justify-items-start">
      <CsrfField token={csrf} />
      <button type="submit" className="text-link min-h-tap cursor-pointer text-13">
        Sign out
      </button>
      <button
        type="submit"
        name="everywhere"
        value="1"
        className="text-link min-h-tap cursor-pointer text-13"
      >
        Sign out everywhere
      </button>
    </form>
  );
}
