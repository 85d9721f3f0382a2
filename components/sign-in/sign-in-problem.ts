/** Why a sign-in link did not work, from the page's `problem` parameter. */
export type SignInProblem = "used" | "expired" | "invalid" | "not-allowed";

const SENTENCES: Readonly<Record<SignInProblem, string>> = {
  used: "This link was used already. Each works once.",
  expired: "This link is too old. Ask for a new one.",
  invalid: "This link is not valid, or too old. Ask for a new one.",
  "not-allowed": "This address may not sign in. Ask your admin to add it.",
};

/** Reads the `problem` parameter; `null` for none or one we do not know. */
export function parseSignInProblem(text: string | undefined): SignInProblem | null {
  return (
    (["used", "expired", "invalid", "not-allowed"] as const).find((problem) => problem === text) ??
    null
  );
}

/** The problem in a sentence. */
export function problemSentence(problem: SignInProblem): string {
  return SENTENCES[problem];
}
