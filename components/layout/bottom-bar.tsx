import type { ReactNode } from "react";
import { Menu } from "../controls/menu";
import { CreatorLinks } from "./creator-links";
import { FindButton } from "./find-button";
import { KeysButton } from "./keys-button";
import { NavLink } from "./nav-link";
import type { Person } from "./person";
import type { PinnedCreator } from "./pinned-creator";
import { SettingsCount, type SettingsSummary } from "./settings-count";
import { SignOut } from "./sign-out";

interface BottomBarProps {
  readonly person: Person;
  readonly creators: readonly PinnedCreator[];
  readonly settings: SettingsSummary | null;
  /** Goes with every form. */
  readonly csrf: string;
}

/** The navigation of phones and narrow windows, within reach of a thumb. */
export function BottomBar({ person, creators, settings, csrf }: BottomBarProps) {
  return (
    <nav
      aria-label="Main"
      className="bottom-bar fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-rule bg-paper pb-[env(safe-area-inset-bottom)] has-[details[open]]:z-50 lg:hidden print:hidden"
    >
      <NavLink href="/" className="bar-item">
        <Icon>
          <path d="M3.5 10 11 3.5 18.5 10v8.5h-5.2v-5.2H8.7v5.2H3.5Z" />
        </Icon>
        Overview
      </NavLink>
      <Menu
        variant="bare"
        label={
          <span className="bar-item">
            <Icon>
              <circle cx="8.5" cy="7.5" r="3.2" />
              <path d="M2.8 18.2c0-3.4 2.4-5.4 5.7-5.4s5.7 2 5.7 5.4M14 4.6a3.2 3.2 0 0 1 0 5.8M16.4 13.3c1.8.8 2.8 2.5 2.8 4.9" />
            </Icon>
            Creators
          </span>
        }
      >
        <div className="flex items-center justify-between">
          <p className="px-3 text-13 text-ink-3" id="bar-creators">
            {creators.length === 0 ? "No creators yet" : "Creators"}
          </p>
          <FindButton className="text-link min-h-tap cursor-pointer px-3 text-14" />
        </div>
        <CreatorLinks creators={creators} className="menu-item" labelledBy="bar-creators" />
      </Menu>
      {settings === null ? null : (
        <NavLink href="/settings" className="bar-item">
          <Icon>
            <path d="M3 7h10M17.5 7H19M3 15h1.5M9 15h10" />
            <circle cx="15.2" cy="7" r="2.2" />
            <circle cx="6.8" cy="15" r="2.2" />
          </Icon>
          <span>
            Settings <SettingsCount summary={settings} />
          </span>
        </NavLink>
      )}
      <Menu
        variant="bare"
        label={
          <span className="bar-item">
            <Icon>
              <circle cx="11" cy="7.5" r="3.6" />
              <path d="M4 18.8c0-3.8 2.9-6 7-6s7 2.2 7 6" />
            </Icon>
            Account
          </span>
        }
      >
        <div className="px-3">
          <p className="font-semibold break-all">{person.email}</p>
          <p className="mb-2 text-13 text-ink-3 capitalize">{person.role}</p>
          <KeysButton />
          <SignOut csrf={csrf} />
        </div>
      </Menu>
    </nav>
  );
}

function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className="size-[22px] fill-none stroke-current"
      viewBox="0 0 22 22"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}
