const PROBLEMS = {
  used: "This link was used already. Each works once: ask for a new one.",
  expired: "This link is too old. Ask for a new one.",
  invalid:
    "This is not a sign-in link of this dashboard, or not all of it. Copy the whole link, or ask for a new one.",
  "not-allowed": "This address may not sign in. Ask your admin to add it.",
  removed: "Your access was removed. If that is a mistake, ask your admin.",
  unavailable:
    "Who may sign in stands in Airtable, which does not answer. Try again in a minute; a link that was not used still works.",
  unchecked:
    "Whether this link was used already cannot be checked right now. Open it again in a minute.",
  "slow-down": "That was tried too often. Wait a few minutes, then try again.",
  "no-email": "That is not an e-mail address. Check it and try again.",
  "only-here":
    "You are signed out in this browser only: the shared store does not answer, so others could not be told. Sign in and repeat it in a minute.",
} as const;

/** Why signing in or out did not do what was wanted: the page's `problem` parameter. */
export type SignInProblem = keyof typeof PROBLEMS;

/** Reads the `problem` parameter; `null` for none or one we do not know. */
export function parseSignInProblem(text: string | undefined): SignInProblem | null {
  return isProblem(text) ? text : null;
}

function isProblem(text: string | undefined): text is SignInProblem {
  return text !== undefined && Object.hasOwn(PROBLEMS, text);
}

/** The problem in a sentence or two. */
export function problemSentence(problem: SignInProblem): string {
  return PROBLEMS[problem];
}
