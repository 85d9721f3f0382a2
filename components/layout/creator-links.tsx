import { statusWords } from "../creators/status-words";
import { StatusMark } from "../metrics/status-mark";
import { NavLink } from "./nav-link";
import type { PinnedCreator } from "./pinned-creator";

interface CreatorLinksProps {
  readonly creators: readonly PinnedCreator[];
  readonly className: string;
  readonly labelledBy: string;
}

/** Links to the creators' pages; a mark follows the names of those who need somebody. */
export function CreatorLinks({ creators, className, labelledBy }: CreatorLinksProps) {
  return (
    <ul aria-labelledby={labelledBy}>
      {creators.map(({ slug, name, status }) => {
        const { mark, words, needsAction } = statusWords(status);
        return (
          <li key={slug}>
            <NavLink href={`/creator/${slug}`} className={className}>
              <span className="min-w-0 truncate">{name}</span>
              {needsAction ? (
                <span className="ml-auto">
                  <StatusMark mark={mark} />
                  <span className="sr-only">, {words.toLowerCase()}</span>
                </span>
              ) : null}
            </NavLink>
          </li>
        );
      })}
    </ul>
  );
}
