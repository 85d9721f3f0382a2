"use client";

import { useEffect } from "react";

/**
 * Closes open menus on Escape, on a press outside, and when a link inside was followed; popovers need the last alone. One per
 * page, in the shell.
 */
export function MenuCloser() {
  useEffect(() => {
    const openMenus = () => document.querySelectorAll<HTMLDetailsElement>("details.menu[open]");
    const onPointerDown = ({ target }: PointerEvent) => {
      for (const menu of openMenus()) {
        if (target instanceof Node && !menu.contains(target)) menu.open = false;
      }
    };
    const onClick = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest("a") : null;
      const menu = link?.closest("details.menu");
      if (menu instanceof HTMLDetailsElement) menu.open = false;
      link?.closest<HTMLElement>("[popover]")?.hidePopover();
    };
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key !== "Escape") return;
      for (const menu of openMenus()) {
        menu.open = false;
        menu.querySelector("summary")?.focus();
      }
    };
    document.addEventListener("pointerdown", onPointerDown);
    document.addEventListener("click", onClick);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown);
      document.removeEventListener("click", onClick);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
  return null;
}
