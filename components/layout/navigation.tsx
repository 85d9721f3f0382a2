import Link from "next/link";
import type { ReactNode } from "react";
import { PRODUCT_NAME } from "../brand";
import { statusWords } from "../creators/status-words";
import { CreatorLinks } from "./creator-links";
import { FindButton } from "./find-button";
import { KeysButton } from "./keys-button";
import { NavLink } from "./nav-link";
import { NeedsMark } from "./needs-mark";
import type { Person } from "./person";
import type { PinnedCreator } from "./pinned-creator";
import { SettingsCount, type SettingsSummary } from "./settings-count";
import { SignOut } from "./sign-out";

interface NavigationProps {
  readonly person: Person;
  readonly creators: readonly PinnedCreator[];
  /** `null`: this person may not see the settings. */
  readonly settings: SettingsSummary | null;
  /** Goes with every form. */
  readonly csrf: string;
}

/**
 * The navigation: a rail beside the page from 1100 px, below that a bar within reach of a thumb. Creators and account are the
 * same elements in both: the rail shows them, the bar's buttons open them as popovers.
 */
export function Navigation({ person, creators, settings, csrf }: NavigationProps) {
  return (
    <header className="navigation">
      <Link
        className="hidden min-h-9 items-center font-serif text-26 leading-none font-medium tracking-[-0.02em] lg:flex"
        href="/"
      >
        {PRODUCT_NAME}
      </Link>
      <div className="mt-6 hidden lg:block">
        <FindButton className="nav-item w-full cursor-pointer" hasKey />
      </div>
      <nav aria-label="Main">
        <div className="nav-bar" id="nav-pages">
          <NavLink href="/" className="nav-item">
            <Icon>
              <path d="M3.5 10 11 3.5 18.5 10v8.5h-5.2v-5.2H8.7v5.2H3.5Z" />
            </Icon>
            <span data-name>Overview</span>
          </NavLink>
          <OpenButton opens="nav-creators" name="Creators">
            <circle cx="8.5" cy="7.5" r="3.2" />
            <path d="M2.8 18.2c0-3.4 2.4-5.4 5.7-5.4s5.7 2 5.7 5.4M14 4.6a3.2 3.2 0 0 1 0 5.8M16.4 13.3c1.8.8 2.8 2.5 2.8 4.9" />
          </OpenButton>
          {settings === null ? null : (
            <NavLink href="/settings" className="nav-item">
              <Icon>
                <path d="M3 7h10M17.5 7H19M3 15h1.5M9 15h10" />
                <circle cx="15.2" cy="7" r="2.2" />
                <circle cx="6.8" cy="15" r="2.2" />
              </Icon>
              <span className="lg:flex lg:flex-1 lg:justify-between">
                <span data-name>Settings</span> <SettingsCount summary={settings} />
              </span>
            </NavLink>
          )}
          <OpenButton opens="nav-account" name="Account">
            <circle cx="11" cy="7.5" r="3.6" />
            <path d="M4 18.8c0-3.8 2.9-6 7-6s7 2.2 7 6" />
          </OpenButton>
        </div>
        <div id="nav-creators" popover="auto" className="nav-popover">
          <div className="flex items-center justify-between">
            <p className="nav-heading" id="nav-creators-heading">
              {creators.length === 0 ? "No creators yet" : "Creators"}
            </p>
            <div className="lg:hidden">
              <FindButton className="text-link min-h-tap cursor-pointer px-3 text-14" />
            </div>
          </div>
          <CreatorLinks
            labelledBy="nav-creators-heading"
            creators={creators.map(({ slug, name, status }) => ({
              slug,
              name,
              mark: statusWords(status).needsAction ? <NeedsMark status={status} /> : null,
            }))}
          />
        </div>
      </nav>
      <div id="nav-account" popover="auto" className="nav-popover max-lg:px-7 lg:mt-auto lg:pt-8">
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

interface OpenButtonProps {
  /** The id of the popover. */
  readonly opens: string;
  readonly name: string;
  /** The drawing of its icon. */
  readonly children: ReactNode;
}

/** A button of the bar that opens a popover, without JavaScript. */
function OpenButton({ opens, name, children }: OpenButtonProps) {
  return (
    <button type="button" className="nav-item lg:hidden" popoverTarget={opens}>
      <Icon>{children}</Icon>
      {name}
    </button>
  );
}

/** Of the bar; the rail has words alone. */
function Icon({ children }: { readonly children: ReactNode }) {
  return (
    <svg
      className="size-[22px] fill-none stroke-current lg:hidden"
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
