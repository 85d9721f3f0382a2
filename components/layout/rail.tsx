import Link from "next/link";
import { PRODUCT_NAME } from "../brand";
import { CreatorLinks } from "./creator-links";
import { FindButton } from "./find-button";
import { KeysButton } from "./keys-button";
import { NavLink } from "./nav-link";
import type { Person } from "./person";
import type { PinnedCreator } from "./pinned-creator";
import { SettingsCount, type SettingsSummary } from "./settings-count";
import { SignOut } from "./sign-out";

interface RailProps {
  readonly person: Person;
  readonly creators: readonly PinnedCreator[];
  readonly settings: SettingsSummary | null;
  /** Goes with every form. */
  readonly csrf: string;
}

/** The navigation of wide windows. */
export function Rail({ person, creators, settings, csrf }: RailProps) {
  return (
    <header className="sticky top-0 hidden h-svh flex-col overflow-y-auto px-6 pt-4 pb-6 text-14 lg:flex print:hidden">
      <Link
        className="flex min-h-9 items-center font-serif text-26 leading-none font-medium tracking-[-0.02em]"
        href="/"
      >
        {PRODUCT_NAME}
      </Link>
      <FindButton className="rail-link mt-6 w-full cursor-pointer" hasKey />
      <nav aria-label="Pages" className="mt-1">
        <NavLink href="/" className="rail-link">
          Overview
        </NavLink>
        {settings === null ? null : (
          <NavLink href="/settings" className="rail-link">
            Settings
            <SettingsCount summary={settings} className="ml-auto" />
          </NavLink>
        )}
        {creators.length === 0 ? null : (
          <>
            <p className="mt-8 mb-2 text-13 text-ink-3" id="rail-creators">
              Creators
            </p>
            <CreatorLinks
              creators={creators}
              className="rail-link"
              labelledBy="rail-creators"
              hasKeys
            />
          </>
        )}
      </nav>
      <div className="mt-auto pt-8">
        <p className="truncate text-14 font-semibold" title={person.email}>
          {person.email}
        </p>
        <p className="text-13 text-ink-3 capitalize">{person.role}</p>
        <KeysButton />
        <SignOut csrf={csrf} />
      </div>
    </header>
  );
}
