"use client";

import type { Route } from "next";
import { useRouter, useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { LtkQuery } from "@/lib/contracts/query.url";
import { parseDay } from "@/lib/core/brand";
import { COMPARISONS, INTERVALS } from "@/lib/core/range";
import { areKeysOn, switchKeys } from "./key-switch";
import { KeysHelp } from "./keys-help";
import { isPageKey } from "./page-key";
import { answerKey, type TimeState, toSearchWith } from "./time-keys";

interface PageKeysProps {
  /** The key that loaded this code; "help" for the button that explains the keys. */
  readonly first: string;
}

/** What single keys do on every page: the period and its comparison, and the list of keys. */
export function PageKeys({ first }: PageKeysProps) {
  const { actOnTime, said } = useTimeKeys();
  const router = useRouter();
  const [isOn, setIsOn] = useState(areKeysOn);
  const [isHelpOpen, setIsHelpOpen] = useState(false);

  const act = useCallback(
    (key: string) => {
      if (key === "help" || (key === "?" && isOn)) setIsHelpOpen(true);
      else if (key === "c" && isOn) openCustomRange();
      else if (isOn && /^[1-9]$/.test(key)) {
        const href = creatorHref(Number(key));
        if (href !== null) router.push(href as Route);
      } else if (isOn) actOnTime(key);
    },
    [isOn, actOnTime, router],
  );
  useFirst(first, act);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isPageKey(event)) act(event.shiftKey ? event.key : event.key.replace(/^[A-Z]$/, lower));
    };
    const onClick = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest("[data-keys]")) act("help");
    };
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("click", onClick);
    return () => {
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("click", onClick);
    };
  }, [act]);

  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {isHelpOpen ? (
        <KeysHelp
          isOn={isOn}
          onSwitch={(next) => {
            switchKeys(next);
            setIsOn(next);
          }}
          onClose={() => setIsHelpOpen(false)}
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

/** What the range picker shows. */
function readTimeState(): TimeState | null {
  const shown = document.querySelector<HTMLElement>("[data-today]")?.dataset;
  const today = parseDay(shown?.["today"] ?? "");
  const range = shown?.["range"];
  const compare = COMPARISONS.find((id) => id === shown?.["compare"]);
  const interval = INTERVALS.find((id) => id === shown?.["interval"]);
  if (today === undefined || range === undefined) return null;
  if (compare === undefined || interval === undefined) return null;
  return { today, range, compare, interval };
}

/** The page of the creator who is listed as the `number`th, for the days that are shown; `null`: there is none. */
function creatorHref(number: number): string | null {
  const links = document.querySelectorAll("#creators-by-key a");
  const path = links.item(number - 1)?.getAttribute("href") ?? null;
  if (path === null) return null;
  const shown = readTimeState();
  const search = shown === null ? "" : toSearchWith("", shown);
  return search === "" ? path : `${path}?${search}`;
}

/** Opens the picker where days are chosen. */
function openCustomRange(): void {
  const menu = document.querySelector<HTMLDetailsElement>("[data-today] details");
  if (menu === null) return;
  menu.open = true;
  const form = menu.querySelector<HTMLElement>("form input, [data-choose-days]");
  if (form?.matches("input") === true) form.focus();
  else form?.click();
}
