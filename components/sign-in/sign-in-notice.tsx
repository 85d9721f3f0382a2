import { StatusMark } from "../metrics/status-mark";
import { problemSentence, type SignInProblem } from "./sign-in-problem";

/** What went well before the visitor came here: the page's `notice` parameter. */
export type SignInNoticeKind = "mailed" | "everywhere";

/** Reads the `notice` parameter; `null` for none or one we do not know. */
export function parseSignInNotice(text: string | undefined): SignInNoticeKind | null {
  return text === "mailed" || text === "everywhere" ? text : null;
}

interface SignInNoticeProps {
  readonly problem: SignInProblem | null;
  readonly notice: SignInNoticeKind | null;
  /** Whether other instances hear of what one is told. */
  readonly isStoreShared: boolean;
}

/** What became of the last try, above the way to the next. */
export function SignInNotice({ problem, notice, isStoreShared }: SignInNoticeProps) {
  if (problem !== null) {
    return (
      <p
        role="alert"
        className="mb-5 grid grid-cols-[auto_1fr] items-baseline gap-2 text-14 font-medium text-pretty text-bad"
      >
        <StatusMark mark="square" />
        {problemSentence(problem)}
      </p>
    );
  }
  if (notice === null) return null;
  return (
    <div role="status" className="mb-5 grid gap-1 text-14 text-pretty text-ink-2">
      {notice === "mailed" ? (
        <>
          <p className="text-15 font-semibold text-ink">Look into your mail.</p>
          <p>If this address may sign in, a link is on its way. It works once, for 15 minutes.</p>
        </>
      ) : (
        <>
          <p className="text-15 font-semibold text-ink">You are signed out everywhere.</p>
          <p>
            {isStoreShared
              ? "Browsers that were signed in as you notice within about a minute."
              : "There is no shared store, so this holds for this server process, until it restarts."}
          </p>
        </>
      )}
    </div>
  );
}
