import Link from "next/link";
import { Message } from "./message";

/** Said for every address that leads nowhere, and for a creator one may not see. */
export function NotFoundMessage() {
  return (
    <Message
      title="There is nothing here."
      action={
        <Link className="button button-primary" href="/">
          To the overview
        </Link>
      }
    >
      The address may be old or mistyped, or it belongs to a creator you may not see. Who may see
      her is for an admin to say.
    </Message>
  );
}
