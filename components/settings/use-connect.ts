import { useRouter } from "next/navigation";
import { useState } from "react";
import { connectSession, FetchError } from "@/lib/client/connect";

/** What became of handing a session in; never the session. */
export type ConnectOutcome =
  | { readonly kind: "idle" }
  | { readonly kind: "running" }
  | { readonly kind: "done"; readonly message: string }
  | { readonly kind: "failed"; readonly message: string };

/** Said when no answer came: the session may have been spent, and a second try would end it. */
const NO_ANSWER =
  "No answer came, so it is not known whether LTK was asked. Reload the page; paste a session only if this creator still needs one.";

/** Hands a session in for a creator and has the page read again when it was taken. */
export function useConnect(slug: string) {
  const router = useRouter();
  const [outcome, setOutcome] = useState<ConnectOutcome>({ kind: "idle" });
  async function connect(text: string): Promise<void> {
    setOutcome({ kind: "running" });
    try {
      const { data } = await connectSession(slug, text);
      setOutcome({ kind: "done", message: data.message });
      router.refresh();
    } catch (error) {
      const isAnswered = error instanceof FetchError && error.code !== "offline";
      setOutcome({ kind: "failed", message: isAnswered ? error.message : NO_ANSWER });
    }
  }
  return { outcome, connect };
}
