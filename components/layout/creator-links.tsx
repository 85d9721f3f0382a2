import { statusWords } from "../creators/status-words";
import { StatusMark } from "../metrics/status-mark";
import { NavLink } from "./nav-link";
import type { PinnedCreator } from "./pinned-creator";

interface CreatorLinksProps {
  readonly creators: readonly PinnedCreator[];
  readonly className: string;
  readonly labelledBy: string;
  /** The list that the keys 1 to 9 mean; its links carry their keys. */
  readonly hasKeys?: boolean;
}

const KEYS = 9;

/** Links to the creators' pages; a mark follows the names of those who need somebody. */
export function CreatorLinks(props: CreatorLinksProps) {
  const { creators, className, labelledBy, hasKeys = false } = props;
  return (
    <ul aria-labelledby={labelledBy} id={hasKeys ? "creators-by-key" : undefined}>
      {creators.map(({ slug, name, status }, index) => {
        const { mark, words, needsAction } = statusWords(status);
        return (
          <li key={slug}>
            <NavLink href={`/creator/${slug}`} className={className}>
              {hasKeys ? (
                <span className="w-3 flex-none text-12 text-ink-3" aria-hidden="true">
                  {index < KEYS ? index + 1 : ""}
                </span>
              ) : null}
              <span className="min-w-0 truncate" data-name>
                {name}
              </span>
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
