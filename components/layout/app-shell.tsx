import type { ReactNode } from "react";
import { KeyListener } from "../controls/key-listener";
import { MenuCloser } from "../controls/menu-closer";
import { BottomBar } from "./bottom-bar";
import { Footer } from "./footer";
import type { Person } from "./person";
import type { PinnedCreator } from "./pinned-creator";
import { Rail } from "./rail";
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

/** The frame of every page behind the sign-in: a rail from 1100 px, a bar at the foot below that. */
export function AppShell({ person, creators, settings, csrf, children }: AppShellProps) {
  return (
    <div className="pb-16 lg:grid lg:grid-cols-[208px_minmax(0,1fr)] lg:pb-0 print:block print:p-0">
      <SkipLink />
      <Rail person={person} creators={creators} settings={settings} csrf={csrf} />
      <div className="flex min-h-svh min-w-0 flex-col lg:border-l lg:border-rule print:border-0">
        <main id="main" tabIndex={-1} className="min-w-0 flex-1">
          {children}
        </main>
        <Footer />
      </div>
      <BottomBar person={person} creators={creators} settings={settings} csrf={csrf} />
      <MenuCloser />
      <KeyListener />
      <RestoredPage />
    </div>
  );
}
