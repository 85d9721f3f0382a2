import type { ReactNode } from "react";
import { KeyListener } from "../controls/key-listener";
import { MenuCloser } from "../controls/menu-closer";
import { Footer } from "./footer";
import { Navigation } from "./navigation";
import type { Person } from "./person";
import type { PinnedCreator } from "./pinned-creator";
import { RestoredPage } from "./restored-page";
import type { SettingsSummary } from "./settings-count";
import { SkipLink } from "./skip-link";

interface AppShellProps {
  readonly person: Person;
  readonly creators: readonly PinnedCreator[];
  /** `null`: this person may not see the settings. */
  readonly settings: SettingsSummary | null;
  /** Goes with every form. */
  readonly csrf: string;
  readonly children: ReactNode;
}

/** The frame of every page behind the sign-in: the navigation beside the page from 1100 px, at the foot of it below that. */
export function AppShell({ person, creators, settings, csrf, children }: AppShellProps) {
  return (
    <div className="pb-16 lg:grid lg:grid-cols-[208px_minmax(0,1fr)] lg:pb-0 print:block print:p-0">
      <SkipLink />
      <Navigation person={person} creators={creators} settings={settings} csrf={csrf} />
      <div className="flex min-h-svh min-w-0 flex-col lg:border-l lg:border-rule print:border-0">
        <main id="main" tabIndex={-1} className="min-w-0 flex-1">
          {children}
        </main>
        <Footer />
      </div>
      <MenuCloser />
      <KeyListener />
      <RestoredPage />
    </div>
  );
}
