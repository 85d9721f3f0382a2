"use client";

import { useEffect, useState } from "react";
import { useLazy } from "@/lib/client/use-lazy";
import { buttonKeyOf, pageKeyOf } from "./page-key";

const loadKeys = () => import("./page-keys");

/** Waits for the first key that is meant for the page, or for a button that stands for one; only then is their code loaded. */
export function KeyListener() {
  const [first, setFirst] = useState<string | null>(null);
  const keys = useLazy(first !== null, loadKeys);
  useEffect(() => {
    if (first !== null) return;
    const onKey = (event: KeyboardEvent) => {
      const key = pageKeyOf(event);
      if (key === "find") event.preventDefault();
      setFirst(key);
    };
    const onClick = (event: MouseEvent) => setFirst(buttonKeyOf(event));
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
