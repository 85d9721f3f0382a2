"use client";

import { type ReactNode, useEffect, useState } from "react";

interface SignInFormProps {
  /** What a visitor without a link sees. */
  readonly children: ReactNode;
}

const TOKEN_FRAGMENT = /^#token=([^&]+)$/;

/** Takes the token out of the link's fragment, which no server sees, and sends it when the button is pressed. */
export function SignInForm({ children }: SignInFormProps) {
  const token = useFragmentToken();
  if (token === null) return children;
  return (
    <form method="post" action="/api/session" className="grid gap-4">
      <input type="hidden" name="token" value={token} />
      <button type="submit" className="button button-primary min-h-12 w-full text-15">
        Sign in
      </button>
    </form>
  );
}

/** The token of `#token=…`, kept in memory only: the address bar and the history forget it at once. */
function useFragmentToken(): string | null {
  const [token, setToken] = useState<string | null>(null);
  useEffect(() => {
    const take = () => {
      const found = TOKEN_FRAGMENT.exec(window.location.hash)?.[1];
      if (found === undefined) return;
      setToken(found);
      const { pathname, search } = window.location;
      window.history.replaceState(window.history.state, "", pathname + search);
    };
    take();
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return token;
}
