interface PanelSkeletonProps {
  readonly title: string;
  /** A height class, so that nothing moves when the panel arrives. */
  readonly height: string;
}

/** Holds a panel's place while it is loading. */
export function PanelSkeleton({ title, height }: PanelSkeletonProps) {
  return (
    <section aria-busy="true" aria-label={`${title}, loading`} className={height}>
      <h2 className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]">{title}</h2>
      <span className="skeleton mt-4 h-4 w-48" aria-hidden="true" />
      <span className="skeleton mt-4 h-16 w-full" aria-hidden="true" />
    </section>
  );
}
