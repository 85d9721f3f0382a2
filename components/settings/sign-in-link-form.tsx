"use client";

import { type FormEvent, useState } from "react";
import { FetchError, makeSignInLink } from "@/lib/client/make-sign-in-link";
import { SIGN_IN_LINK_URL } from "@/lib/contracts/sign-in-link.url";
import { CsrfField } from "../layout/csrf-field";
import { StatusMark } from "../metrics/status-mark";
import { NewSignInLink } from "./new-sign-in-link";

interface SignInLinkFormProps {
  /** Whom the link is for, by her key. */
  readonly person: string;
  readonly csrf: string;
  readonly isDisabled: boolean;
}

type Outcome =
  | { readonly kind: "idle" | "running" }
  | { readonly kind: "made"; readonly link: string; readonly expiresAt: string }
  | { readonly kind: "failed"; readonly message: string };

/** Makes a sign-in link and shows it in place. Without JavaScript the form's answer is a page with nothing but the link. */
export function SignInLinkForm({ person, csrf, isDisabled }: SignInLinkFormProps) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const isRunning = outcome.kind === "running";

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (isRunning) return;
    const form = new FormData(event.currentTarget);
    setOutcome({ kind: "running" });
    try {
      const { link, expiresAt } = (await makeSignInLink(form)).data;
      setOutcome({ kind: "made", link, expiresAt });
    } catch (error) {
      const message = error instanceof FetchError ? error.message : "No link was made; try again.";
      setOutcome({ kind: "failed", message });
    }
  }

  return (
    <div className="people-form mt-3 grid max-w-[46em] gap-4 text-14">
      <p className="text-pretty text-ink-2">
        It works once, within 7 days. Anybody with this link signs in as her, so give it to her
        alone. It is shown once and kept nowhere.
      </p>
      <form method="post" action={SIGN_IN_LINK_URL} onSubmit={onSubmit}>
        <CsrfField token={csrf} />
        <input type="hidden" name="person" value={person} />
        <fieldset disabled={isDisabled}>
          <button type="submit" className="button" aria-disabled={isRunning}>
            {outcome.kind === "made" ? "Make another link" : "Make a sign-in link"}
          </button>
        </fieldset>
      </form>
      {outcome.kind === "made" ? (
        <NewSignInLink key={outcome.link} link={outcome.link} expiresAt={outcome.expiresAt} />
      ) : null}
      {outcome.kind === "failed" ? (
        <p role="alert" className="flex items-baseline gap-2 font-medium text-bad">
          <StatusMark mark="square" />
          {outcome.message}
        </p>
      ) : null}
    </div>
  );
}
