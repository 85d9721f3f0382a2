import type { ReactNode } from "react";
import { Menu } from "@/components/controls/menu";

interface FigureCardProps {
  readonly label: string;
  /** The sentence behind the label, shown on demand. */
  readonly definition: string;
  /** The value in words; "—" when unknown. */
  readonly value: string;
  readonly delta: ReactNode;
  /** A small chart of the same period; `null` leaves its room out. */
  readonly spark: ReactNode;
  /** One line of meaning, or why the value is unknown. */
  readonly meaning: string;
  /** True for stale or blocked data. */
  readonly isMuted: boolean;
}

/** One figure with its definition, change and meaning. */
export function FigureCard(props: FigureCardProps) {
  return (
    <div className="grid min-w-0 content-start border-b border-rule py-4 pr-3 even:border-l even:pr-0 even:pl-4 md:py-5 md:pr-4 md:even:pr-4 md:[&:not(:nth-child(4n+1))]:border-l md:[&:not(:nth-child(4n+1))]:pl-5 print:[&:not(:nth-child(4n+1))]:border-l print:[&:not(:nth-child(4n+1))]:pl-4">
      <dt className="flex min-w-0 items-center gap-1 text-13 text-ink-2">
        {props.label}
        <Menu
          label={
            <>
              <span className="sr-only">What is {props.label}?</span>
              <InfoIcon />
            </>
          }
          variant="info"
        >
          <p className="max-w-64 px-3 py-2 text-13 text-ink-2">{props.definition}</p>
        </Menu>
      </dt>
      <dd
        className={`mt-1 font-serif text-34 leading-[1.1] tracking-[-0.025em] lg:text-[2.75rem] lg:leading-[1.05] ${props.isMuted ? "text-ink-2" : ""}`}
      >
        {props.value}
      </dd>
      <dd className="mt-2 min-h-[1.35rem]">{props.delta}</dd>
      {props.spark === null ? null : (
        <dd className="mt-3 h-9 pr-1 md:h-11 print:hidden">{props.spark}</dd>
      )}
      <dd className="mt-2 text-13 leading-[1.4] text-pretty text-ink-3">{props.meaning}</dd>
    </div>
  );
}

function InfoIcon() {
  return (
    <svg className="size-3.5 fill-none stroke-ink-3" viewBox="0 0 14 14" aria-hidden="true">
      <circle cx="7" cy="7" r="6" />
      <path d="M7 6.3v3.6M7 4v.4" strokeWidth="1.3" strokeLinecap="round" />
    </svg>
  );
}
