import { Message } from "./message";

interface ErrorMessageProps {
  readonly onRetry: () => void;
}

/** Said when a page breaks; never what broke, which is in the log. */
export function ErrorMessage({ onRetry }: ErrorMessageProps) {
  return (
    <Message
      title="Something broke on our side."
      action={
        <button className="button" type="button" onClick={onRetry}>
          Try again
        </button>
      }
    >
      Nothing was lost and no session was touched. The failure has been logged.
    </Message>
  );
}
