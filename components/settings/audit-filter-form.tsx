import Link from "next/link";
import type { AuditFilter } from "@/lib/contracts/audit.url";
import type { CreatorChoice } from "@/lib/contracts/people.url";
import { actionWords } from "./audit-words";

interface AuditFilterFormProps {
  readonly filter: AuditFilter;
  readonly creators: readonly CreatorChoice[];
  readonly actions: readonly string[];
}

/** Chooses lines by what was done and whom it was about; the choice is in the address. */
export function AuditFilterForm({ filter, creators, actions }: AuditFilterFormProps) {
  const isFiltered = filter.creator !== null || filter.action !== null;
  return (
    <form
      method="get"
      action="/settings/audit"
      className="flex flex-wrap items-end gap-4 text-14 print:hidden"
    >
      <label className="grid min-w-0 flex-1 basis-40 gap-1.5 font-medium md:max-w-64">
        What was done
        <select className="form-input" name="action" defaultValue={filter.action ?? ""}>
          <option value="">Anything</option>
          {actions.map((action) => (
            <option key={action} value={action}>
              {actionWords(action)}
            </option>
          ))}
        </select>
      </label>
      <label className="grid min-w-0 flex-1 basis-40 gap-1.5 font-medium md:max-w-64">
        Creator
        <select className="form-input" name="creator" defaultValue={filter.creator ?? ""}>
          <option value="">Any, or none</option>
          {creators.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name ?? slug}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button min-h-[44px]">
        Show
      </button>
      {isFiltered ? (
        <Link
          className="text-link inline-flex min-h-[44px] items-center"
          href="/settings/audit"
          prefetch={false}
        >
          Show all
        </Link>
      ) : null}
    </form>
  );
}
