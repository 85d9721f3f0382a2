/** Ends the session; a plain form, so that it works without JavaScript. */
export function SignOut() {
  return (
    <form method="post" action="/api/session/end">
      <button type="submit" className="text-link min-h-tap cursor-pointer text-13">
        Sign out
      </button>
    </form>
  );
}
