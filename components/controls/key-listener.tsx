"use client";

import { useEffect, useState } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import { isPageKey } from "./page-key";

const loadKeys = () => import("./page-keys");

/** Waits for the first key that is meant for the page, or for the button that explains the keys; only then is their code loaded. */
export function KeyListener() {
  const [first, setFirst] = useState<string | null>(null);
  const keys = useLazy(first !== null, loadKeys);
  useEffect(() => {
    if (first !== null) return;
    const onKey = (event: KeyboardEvent) => {
      if (isPageKey(event)) setFirst(event.key);
    };
    const onClick = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest("[data-keys]")) setFirst("help");
    };
    // In the capture phase, before a menu that Escape closes is closed.
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("click", onClick);
    };
  }, [first]);
  return keys === null || first === null ? null : <keys.PageKeys first={first} />;
}
