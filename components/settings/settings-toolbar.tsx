import Link from "next/link";
import { Toolbar } from "../layout/toolbar";

const TABS = [
  { id: "connections", words: "Connections", href: "/settings" },
  { id: "people", words: "People", href: "/settings/people" },
  { id: "audit", words: "Audit", href: "/settings/audit" },
] as const;

interface SettingsToolbarProps {
  readonly current: (typeof TABS)[number]["id"];
}

/** The bar of the settings, with the way to each of their pages. */
export function SettingsToolbar({ current }: SettingsToolbarProps) {
  return (
    <Toolbar scope="Settings">
      <nav aria-label="Settings">
        <ul className="flex gap-x-6">
          {TABS.map(({ id, words, href }) => (
            <li key={id}>
              <Link
                className="settings-tab"
                href={href}
                prefetch={false}
                aria-current={id === current ? "page" : undefined}
              >
                {words}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </Toolbar>
  );
}
