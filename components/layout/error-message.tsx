import { Message } from "./message";

interface ErrorMessageProps {
  /** What was thrown. Of it only the number under which the server logged it is shown. */
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Said when a page breaks; never what broke, which is in the log. */
export function ErrorMessage({ error, onRetry }: ErrorMessageProps) {
  const reference = referenceOf(error);
  return (
    <Message
      title="Something broke on our side."
      action={
        <>
          <button className="button button-primary" type="button" onClick={onRetry}>
            Try again
          </button>
          {/* A whole load, because what broke may be in the browser. */}
          <a className="button" href="/">
            To the overview
          </a>
        </>
      }
    >
      Nothing was lost and no session with LTK was touched.{" "}
      {reference === null
        ? "Should it happen again, tell your admin what you did just before."
        : `Should it happen again, tell your admin this number: ${reference}.`}
    </Message>
  );
}

/** Next's number of an error in the server's log; `null` for one that the browser threw. */
function referenceOf(error: unknown): string | null {
  return error instanceof Error && "digest" in error && typeof error.digest === "string"
    ? error.digest
    : null;
}
