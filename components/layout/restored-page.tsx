"use client";

import { useEffect } from "react";

/**
 * Reads the page anew when the browser brings it back as it was left: whoever looks at it then may have been signed out
 * meanwhile. Nothing of the old page is shown until then.
 */
export function RestoredPage() {
  useEffect(() => {
    function reload(event: PageTransitionEvent) {
      if (!event.persisted) return;
      document.body.hidden = true;
      window.location.reload();
    }
    window.addEventListener("pageshow", reload);
    return () => window.removeEventListener("pageshow", reload);
  }, []);
  return null;
}
