/** Asks for a link by e-mail; a plain form, so that it works without JavaScript. */
export function MailForm() {
  return (
    <form method="post" action="/api/sign-in-links" className="grid gap-3">
      <label className="grid gap-1.5 text-14 font-medium">
        E-mail
        <input
          type="email"
          name="email"
          required
          maxLength={254}
          autoComplete="email"
          spellCheck={false}
          placeholder="you@studio.example"
          className="min-h-12 w-full rounded-2 border border-control bg-raised px-4 text-15 font-normal placeholder:text-ink-3"
        />
      </label>
      <button type="submit" className="button button-primary min-h-12 w-full text-15">
        E-mail me a link
      </button>
    </form>
  );
}
