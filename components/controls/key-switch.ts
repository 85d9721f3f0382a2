const NAME = "single-keys";

/** Whether single keys do something in this browser. They do until somebody switches them off. */
export function areKeysOn(): boolean {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    // A browser that keeps nothing cannot have been told otherwise.
    return true;
  }
}

/** Remembers the choice in this browser. */
export function switchKeys(isOn: boolean): void {
  try {
    if (isOn) localStorage.removeItem(NAME);
    else localStorage.setItem(NAME, "off");
  } catch {
    // It then holds until the page is left: `PageKeys` keeps it too.
  }
}
