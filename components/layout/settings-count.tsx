/** What the navigation says of the settings. */
export interface SettingsSummary {
  /** How many connections need somebody. */
  readonly toMend: number;
}

interface SettingsCountProps {
  readonly summary: SettingsSummary;
}

/** How many connections need somebody, beside the link that leads to them; nothing when none does. */
export function SettingsCount({ summary }: SettingsCountProps) {
  if (summary.toMend === 0) return null;
  return (
    <span className="font-semibold text-bad">
      {summary.toMend} <span className="sr-only">to reconnect or mend</span>
    </span>
  );
}
