import type { ReactNode } from "react";
import { PRODUCT_NAME } from "../brand";
import { AskAdmin } from "./ask-admin";
import { MailForm } from "./mail-form";
import { SignInForm } from "./sign-in-form";
import { SignInNotice, type SignInNoticeKind } from "./sign-in-notice";
import { SignInPicture } from "./sign-in-picture";
import type { SignInProblem } from "./sign-in-problem";

interface SignInPageProps {
  readonly problem: SignInProblem | null;
  readonly notice: SignInNoticeKind | null;
  /** Whether this deployment can mail a link. */
  readonly canMail: boolean;
  /** Whether other instances hear of what one is told. */
  readonly isStoreShared: boolean;
}

/** The way in: what this is for on the left, a picture of it on the right. */
export function SignInPage({ problem, notice, canMail, isStoreShared }: SignInPageProps) {
  return (
    <main id="main" className="grid min-h-svh min-[900px]:grid-cols-[minmax(440px,5fr)_7fr]">
      <div className="flex min-w-0 flex-col p-6 min-[900px]:px-16 min-[900px]:py-8">
        <p className="font-serif text-26 leading-none font-medium tracking-[-0.02em]">
          {PRODUCT_NAME}
        </p>
        <div className="my-auto w-full max-w-[420px] py-12">
          <h1 className="mb-8 font-serif text-44 leading-[1.05] tracking-[-0.028em]">
            What you made, and whether it’s{" "}
            <span className="underline decoration-accent decoration-dotted decoration-[3px] underline-offset-[6px]">
              real
            </span>{" "}
            yet.
          </h1>
          <SignInForm>
            <SignInNotice problem={problem} notice={notice} isStoreShared={isStoreShared} />
            {canMail ? <MailForm /> : <AskAdmin />}
            <noscript>
              <Small>
                A link’s button needs JavaScript: the link’s secret stays in this browser until
                then.
              </Small>
            </noscript>
          </SignInForm>
          <Small>
            No passwords. A link works once; opening it has no effect, its button does.
            {canMail ? " New here? Ask your admin to add you." : null}
          </Small>
        </div>
        <p className="text-13 text-ink-3">Unofficial. Not made or endorsed by LTK.</p>
      </div>
      <SignInPicture />
    </main>
  );
}

function Small({ children }: { readonly children: ReactNode }) {
  return <p className="mt-5 text-13 text-pretty text-ink-3">{children}</p>;
}
