import type { ReactNode } from "react";
import { PRODUCT_NAME } from "../brand";

interface ToolbarProps {
  /** What the page is about: a creator's name, or "All creators". */
  readonly scope: string;
  /** Controls of the whole page, such as the range picker. */
  readonly children?: ReactNode;
  /** What stands at the far end, such as the data's age. */
  readonly aside?: ReactNode;
  /** What paper says in place of the controls: the days, their zone, the age of the data. */
  readonly printed?: ReactNode;
}

/** The bar that stays at the top of a page. */
export function Toolbar({ scope, children, aside, printed }: ToolbarProps) {
  return (
    <div className="sticky top-0 z-20 has-[details[open]]:z-50 flex flex-wrap items-center gap-x-4 border-b border-rule bg-paper px-6 py-1 md:min-h-14 md:flex-nowrap md:px-8 lg:px-16 print:static print:bg-transparent print:px-0">
      <p className="flex min-h-tap min-w-0 items-center truncate font-semibold">{scope}</p>
      {children === undefined ? null : (
        <div className="order-3 -mt-1.5 w-full md:order-none md:mt-0 md:w-auto md:border-l md:border-rule md:pl-6 print:hidden">
          {children}
        </div>
      )}
      {printed === undefined ? null : (
        <p className="ml-auto hidden text-13 print:block">
          {printed} · {PRODUCT_NAME}
        </p>
      )}
      {aside === undefined ? null : <div className="ml-auto">{aside}</div>}
    </div>
  );
}
