import { useEffect, useRef, useState } from "react";
import { formatMoment } from "@/lib/analytics/format";

interface NewSignInLinkProps {
  readonly link: string;
  /** ISO time. */
  readonly expiresAt: string;
}

/** A link that was just made: marked, ready to be copied. */
export function NewSignInLink({ link, expiresAt }: NewSignInLinkProps) {
  const field = useRef<HTMLInputElement>(null);
  const [note, setNote] = useState("");
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  async function copy() {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(link);
      setNote("Copied.");
    } catch {
      setNote("Your browser does not let us copy; the link is marked, so copy it by hand.");
    }
  }

  return (
    <div className="grid gap-2 border-l-2 border-good-mark pl-3">
      <div className="flex flex-wrap items-end gap-3">
        <label className="grid min-w-0 flex-1 basis-64 gap-1.5 font-medium">
          Sign-in link
          <input ref={field} className="form-input font-mono" readOnly value={link} />
        </label>
        <button type="button" className="button button-primary min-h-[44px]" onClick={copy}>
          Copy
        </button>
      </div>
      <p className="text-13 text-ink-3">
        Works until {formatMoment(expiresAt, "UTC")}. Leave this page and it is gone.{" "}
        <span role="status" className="font-medium text-ink">
          {note}
        </span>
      </p>
    </div>
  );
}
