"use client";

import { useEffect, useState } from "react";
import { StatusMark } from "../metrics/status-mark";
import { problemSentence, type SignInProblem } from "./sign-in-problem";

interface SignInFormProps {
  readonly problem: SignInProblem | null;
}

const TOKEN_FRAGMENT = /^#token=([^&]+)$/;

/** Takes the token out of the link's fragment, which no server sees, and sends it when the button is pressed. */
export function SignInForm({ problem }: SignInFormProps) {
  const token = useFragmentToken();
  return (
    <div className="mt-8">
      {problem === null || token !== null ? null : (
        <p role="alert" className="mb-4 flex items-baseline gap-2 text-14 font-medium text-bad">
          <StatusMark mark="square" />
          {problemSentence(problem)}
        </p>
      )}
      {token === null ? (
        <div className="grid gap-3 border-t border-ink pt-4 text-14 text-ink-2">
          <p className="text-15 font-semibold text-ink">Open your sign-in link to come in.</p>
          <p>Ask your admin for a sign-in link. Whoever runs this dashboard makes one with</p>
          <p>
            <code className="block overflow-x-auto border border-rule bg-raised px-3 py-2 font-mono text-13 text-ink">
              npm run -s sign-in-link -- EMAIL
            </code>
          </p>
          <noscript>
            <p>Signing in needs JavaScript: the link’s secret stays in this browser until then.</p>
          </noscript>
        </div>
      ) : (
        <form method="post" action="/api/session" className="grid gap-4">
          <input type="hidden" name="token" value={token} />
          <button type="submit" className="button button-primary min-h-12 w-full text-15">
            Sign in
          </button>
        </form>
      )}
      <p className="mt-5 text-13 text-pretty text-ink-3">
        No passwords. A link works once; opening it has no effect, its button does.
      </p>
    </div>
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
