import type { ReactNode } from "react";

/** Two panels beside each other where there is room, also on paper; else one below the other. */
export function Pair({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-12 lg:grid-cols-2 lg:gap-16 print:grid-cols-2 print:gap-8">
      {children}
    </div>
  );
}
