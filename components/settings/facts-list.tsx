import { CsrfField } from "../layout/csrf-field";
import { type Mark, StatusMark } from "../metrics/status-mark";

/** Something that is configured, running, or not. */
interface SettingsFact {
  readonly name: string;
  readonly standing: "well" | "wanting" | "unknown";
  readonly words: string;
  /** What can be done about it at once: a form is posted there. */
  readonly action?: { readonly label: string; readonly path: string };
}

const MARKS: Readonly<Record<SettingsFact["standing"], Mark>> = {
  well: "dot",
  wanting: "triangle",
  unknown: "dashed",
};

interface FactsListProps {
  readonly facts: readonly SettingsFact[];
  /** Goes with every form. */
  readonly csrf: string;
}

/** Facts about this deployment, one line each. */
export function FactsList({ facts, csrf }: FactsListProps) {
  return (
    <dl className="mt-3 border-t border-ink text-14">
      {facts.map(({ name, standing, words, action }) => (
        <div
          key={name}
          className="grid gap-x-6 border-b border-rule py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,3fr)]"
        >
          <dt className="flex items-baseline gap-2 font-medium">
            <StatusMark mark={MARKS[standing]} />
            {name}
          </dt>
          <dd className="text-pretty text-ink-2">
            {words}
            {action === undefined ? null : (
              <form method="post" action={action.path}>
                <CsrfField token={csrf} />
                <button type="submit" className="text-link min-h-tap cursor-pointer">
                  {action.label}
                </button>
              </form>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
