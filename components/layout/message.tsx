import type { ReactNode } from "react";

interface MessageProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The ways on: links or buttons. */
  readonly action: ReactNode;
}

/** A page that only says something: what happened, and the way on. */
export function Message({ title, children, action }: MessageProps) {
  return (
    <div className="mx-auto max-w-xl px-6 py-16 md:py-24">
      <h1 className="font-serif text-34 leading-[1.12] tracking-[-0.022em] text-balance">
        {title}
      </h1>
      <p className="mt-4 text-17 text-pretty text-ink-2">{children}</p>
      <div className="mt-6 flex flex-wrap gap-3">{action}</div>
    </div>
  );
}
