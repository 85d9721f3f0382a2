/** The proof that a form stands on a page of ours; every form that a signed-in person posts carries it. */
export function CsrfField({ token }: { readonly token: string }) {
  return <input type="hidden" name="csrf" value={token} />;
}
