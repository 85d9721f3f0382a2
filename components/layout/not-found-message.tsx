import Link from "next/link";
import { Message } from "./message";

/** Said for every address that leads nowhere, and for a creator one may not see. */
export function NotFoundMessage() {
  return (
    <Message
      title="There is nothing here."
      action={
        <Link className="text-link" href="/">
          To the overview
        </Link>
      }
    >
      The address may be old, or you may not have access to this creator.
    </Message>
  );
}
