import type { Metadata } from "next";
import { connection } from "next/server";
import { NotConfigured } from "@/components/layout/not-configured";
import { parseSignInNotice } from "@/components/sign-in/sign-in-notice";
import { SignInPage } from "@/components/sign-in/sign-in-page";
import { parseSignInProblem } from "@/components/sign-in/sign-in-problem";
import { getContainer } from "@/lib/server/container";
import { linkMailing } from "@/lib/server/mail-sign-in-link";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn({ searchParams }: PageProps<"/sign-in">) {
  // Before the environment is read, so that a build, which has none, never gets that far.
  await connection();
  const configured = getContainer();
  if (!configured.ok) return <NotConfigured problems={configured.problems} />;
  const { container } = configured;
  const { problem, notice } = await searchParams;
  return (
    <SignInPage
      problem={parseSignInProblem(first(problem))}
      notice={parseSignInNotice(first(notice))}
      canMail={linkMailing(container) !== undefined}
      isStoreShared={container.env.kv !== undefined}
    />
  );
}

function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
