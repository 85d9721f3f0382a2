import { FIGURES } from "./figure-names";

/** The figures' frame while they load; as high as the figures. */
export function FiguresSkeleton() {
  return (
    <section aria-label="Figures, loading" aria-busy="true">
      {/* the headline's usual lines: four on a phone, two above */}
      <div className="grid h-[115px] content-start gap-2 md:h-[57px] lg:h-[68px]">
        <span className="skeleton h-6 max-w-[40rem]" />
        <span className="skeleton h-6 max-w-[24rem]" />
      </div>
      {/* the month's line: two on a phone */}
      <div className="mt-2 h-[45px] md:h-[22.5px]">
        <span className="skeleton h-4 max-w-[24rem]" />
      </div>
      <div className="mt-8 grid grid-cols-2 border-t border-ink md:grid-cols-4">
        {FIGURES.map(({ id, label }) => (
          <div
            key={id}
            className="border-b border-rule py-4 pr-4 even:border-l even:pl-4 md:py-5 md:[&:not(:first-child)]:border-l md:[&:not(:first-child)]:pl-5"
          >
            <p className="flex min-h-tap items-center text-13 text-ink-2 md:min-h-6">{label}</p>
            <span className="skeleton mt-1 h-[2.3rem] w-28 max-w-full lg:h-[2.9rem]" />
            <span className="skeleton mt-2 h-[1.35rem] w-20" />
            <span className="mt-3 block h-9 md:h-11" />
            <span className="skeleton mt-2 h-[1.15rem] w-24" />
          </div>
        ))}
      </div>
      <div className="mt-3 h-tap" />
    </section>
  );
}
