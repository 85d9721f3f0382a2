import type { ReactNode } from "react";

interface PageHeaderProps {
  /** What stands small above the title. */
  readonly eyebrow?: ReactNode;
  readonly title: ReactNode;
  /** `headline`: a sentence; `name`: a person's name, set larger. */
  readonly size: "headline" | "name";
  /** What follows the title: a standfirst, or the panel that answers it. */
  readonly children?: ReactNode;
}

/** The masthead of a page. */
export function PageHeader({ eyebrow, title, size, children }: PageHeaderProps) {
  return (
    <header className="pt-8 md:pt-12">
      {eyebrow === undefined ? null : (
        <div className="mb-3 flex flex-wrap items-center gap-x-2 text-13 text-ink-3">{eyebrow}</div>
      )}
      <h1
        className={
          size === "name"
            ? "font-serif text-44 leading-none tracking-[-0.03em] lg:text-60"
            : "max-w-[21em] font-serif text-34 leading-[1.12] tracking-[-0.022em] text-balance lg:text-[2.75rem] lg:leading-[1.08]"
        }
      >
        {title}
      </h1>
      {children === undefined ? null : (
        <div className="mt-4 text-17 leading-[1.5] text-pretty text-ink-2">{children}</div>
      )}
    </header>
  );
}
