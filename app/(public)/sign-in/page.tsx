import type { Metadata } from "next";
import { connection } from "next/server";
import { NotConfigured } from "@/components/layout/not-configured";
import { SignInPage } from "@/components/sign-in/sign-in-page";
import { parseSignInProblem } from "@/components/sign-in/sign-in-problem";
import { getContainer } from "@/lib/server/container";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn({ searchParams }: PageProps<"/sign-in">) {
  // Before the environment is read, so that a build, which has none, never gets that far.
  await connection();
  const configured = getContainer();
  if (!configured.ok) return <NotConfigured problems={configured.problems} />;
  const { problem } = await searchParams;
  return <SignInPage problem={parseSignInProblem(Array.isArray(problem) ? problem[0] : problem)} />;
}
