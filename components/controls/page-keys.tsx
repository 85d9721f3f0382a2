"use client";

import type { Route } from "next";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { CommandMenu } from "./command-menu";
import { areKeysOn, switchKeys } from "./key-switch";
import { KeysHelp } from "./keys-help";
import { buttonKeyOf, pageKeyOf } from "./page-key";
import { openCustomRange, readCreators, readTimeState, withShownTime } from "./shown-page";
import { answerKey, toSearchWith } from "./time-keys";

interface PageKeysProps {
  /** The key that loaded this code; "find" or "help" for a button or ⌘K. */
  readonly first: string;
}

/** What keys do on every page: the period and its comparison, the command menu, and the list of keys. */
export function PageKeys({ first }: PageKeysProps) {
  const { actOnTime, said } = useTimeKeys();
  const router = useRouter();
  const [isOn, setIsOn] = useState(areKeysOn);
  const [open, setOpen] = useState<"help" | "find" | null>(null);
  const close = useCallback(() => setOpen(null), []);

  const act = useCallback(
    (key: string) => {
      if (key === "help" || (key === "?" && isOn)) setOpen("help");
      else if (key === "find" || (key === "/" && isOn)) {
        document.querySelector("details.menu[open]")?.removeAttribute("open");
        setOpen("find");
      } else if (key === "c" && isOn) openCustomRange();
      else if (isOn && /^[1-9]$/.test(key)) {
        const creator = readCreators()[Number(key) - 1];
        if (creator !== undefined) router.push(withShownTime(creator.path) as Route);
      } else if (isOn) actOnTime(key);
    },
    [isOn, actOnTime, router],
  );
  useFirst(first, act);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const key = pageKeyOf(event);
      if (key === null) return;
      // The browser's own: its address bar, and the search of Firefox.
      if (key === "find" || (key === "/" && isOn)) event.preventDefault();
      act(event.shiftKey ? key : key.replace(/^[A-Z]$/, lower));
    };
    const onClick = (event: MouseEvent) => {
      const key = buttonKeyOf(event);
      if (key !== null) act(key);
    };
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("click", onClick);
    };
  }, [act, isOn]);

  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {open === "find" ? (
        <CommandMenu
          onClose={close}
          onHelp={() => setOpen("help")}
          onTime={actOnTime}
          onOpen={(href) => router.push(href as Route)}
        />
      ) : null}
      {open === "help" ? (
        <KeysHelp
          isOn={isOn}
          onSwitch={(next) => {
            switchKeys(next);
            setIsOn(next);
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}

const lower = (letter: string) => letter.toLowerCase();

/** Answers the key that loaded this code, once. */
function useFirst(first: string, act: (key: string) => void) {
  const isAnswered = useRef(false);
  useEffect(() => {
    if (isAnswered.current) return;
    isAnswered.current = true;
    act(first);
  }, [first, act]);
}

/** Changes the page's address; on a page without time controls it does nothing. */
function useTimeKeys() {
  const router = useRouter();
  // Another object after each navigation, also after one back to where it was.
  const address = useSearchParams();
  const [said, setSaid] = useState("");
  // What was asked for from this address and has not arrived: a key pressed twice moves twice.
  const asked = useRef<{ readonly from: typeof address; readonly change: Partial<LtkQuery> }>(null);
  const actOnTime = useCallback(
    (key: string) => {
      const shown = readTimeState();
      if (shown === null) return;
      const ahead = asked.current?.from === address ? asked.current.change : {};
      const answer = answerKey(key, { ...shown, ...ahead });
      if (answer === null) return;
      setSaid(answer.words);
      if (answer.change === null) return;
      const change = { ...ahead, ...answer.change };
      asked.current = { from: address, change };
      const next = toSearchWith(window.location.search, change);
      const { pathname } = window.location;
      router.push((next === "" ? pathname : `${pathname}?${next}`) as Route, { scroll: false });
    },
    [router, address],
  );
  return { actOnTime, said };
}
