import { StatusMark } from "../metrics/status-mark";

interface PeopleProblemsProps {
  readonly problems: readonly {
    readonly recordId: string;
    readonly name: string;
    readonly problem: string;
  }[];
}

/** Rows of the people's table that give nobody access, and what to mend in Airtable. */
export function PeopleProblems({ problems }: PeopleProblemsProps) {
  return (
    <ul className="mt-3 border-t border-ink text-14">
      {problems.map(({ recordId, name, problem }) => (
        <li
          key={recordId}
          className="grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-2 border-b border-rule py-3 wrap-anywhere"
        >
          <StatusMark mark="diamond" />
          <p className="font-medium">{name}</p>
          <p className="col-start-2 text-ink-2">{problem}</p>
        </li>
      ))}
    </ul>
  );
}
