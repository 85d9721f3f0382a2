import { PRODUCT_NAME } from "../brand";

interface NotConfiguredProps {
  /** Which variables are wrong, and how to set them. Never their values. */
  readonly problems: readonly {
    readonly name: string;
    readonly problem: string;
    readonly fix: string;
  }[];
}

/** What is shown in place of the app until its environment is complete. */
export function NotConfigured({ problems }: NotConfiguredProps) {
  return (
    <main className="mx-auto max-w-[46rem] px-6 py-16">
      <h1 className="font-serif text-34 leading-[1.12] tracking-[-0.022em]">
        {PRODUCT_NAME} is not configured yet.
      </h1>
      <p className="mt-4 text-17 text-ink-2">
        Set these environment variables and start it again. <code>npm run doctor</code> prints the
        same list.
      </p>
      <dl className="mt-8 border-t border-ink">
        {problems.map(({ name, problem, fix }) => (
          <div key={name} className="border-b border-rule py-4">
            <dt>
              <code className="font-semibold break-all">{name}</code> {problem}.
            </dt>
            <dd className="mt-1 text-14 text-ink-2">{fix}</dd>
          </div>
        ))}
      </dl>
    </main>
  );
}
