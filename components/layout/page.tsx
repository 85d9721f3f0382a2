import type { ReactNode } from "react";

interface PageProps {
  readonly toolbar?: ReactNode;
  /** Sections, set apart from each other. */
  readonly children: ReactNode;
}

/** The body of a page: its toolbar and its sections in one measure. */
export function Page({ toolbar, children }: PageProps) {
  return (
    <>
      {toolbar}
      <div className="grid max-w-[1264px] grid-cols-[minmax(0,1fr)] gap-12 px-6 pb-12 md:gap-16 md:px-8 lg:px-16 print:gap-8 print:px-0 print:pb-4">
        {children}
      </div>
    </>
  );
}
