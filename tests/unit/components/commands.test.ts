// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Command, findCommands, readCommands } from "@/components/controls/commands";

const NAV = `
  <nav aria-label="Main">
    <div id="nav-pages">
      <a href="/"><svg></svg><span data-name>Overview</span></a>
      <a href="/settings"><svg></svg><span><span data-name>Settings</span> <span>3 need you</span></span></a>
    </div>
    <ul id="creators-by-key">
      <li><a href="/creator/ava-lane"><span>1</span><span data-name>Ava Lane</span></a></li>
      <li><a href="/creator/zoe-cote"><span>2</span><span data-name>Zoë Côté</span></a></li>
    </ul>
  </nav>`;
const TIME = `<div data-today="2026-03-10" data-range="7d" data-compare="prev" data-interval="day"></div>`;

const names = (commands: readonly Command[]) => commands.map(({ name }) => name);

beforeEach(() => {
  document.body.innerHTML = NAV + TIME;
});

afterEach(() => {
  document.body.replaceChildren();
});

describe("readCommands", () => {
  test("has the pages, the creators, the ranges and the help of the page", () => {
    const commands = readCommands();

    expect(names(commands).slice(0, 4)).toEqual(["Overview", "Settings", "Ava Lane", "Zoë Côté"]);
    expect(names(commands)).toContain("Last 90 days");
    expect(commands.at(-1)?.name).toBe("Keyboard shortcuts");
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  });

  test("takes the days that are shown along to creators and the overview, not to the settings", () => {
    const hrefs = readCommands().flatMap(({ does }) => (does.kind === "open" ? [does.href] : []));

    expect(hrefs).toEqual([
      "/?range=7d",
      "/settings",
      "/creator/ava-lane?range=7d",
      "/creator/zoe-cote?range=7d",
    ]);
  });

  test("offers no range on a page without time", () => {
    document.body.innerHTML = NAV;

    expect(readCommands().filter(({ kind }) => kind === "Range")).toEqual([]);
  });
});

describe("findCommands", () => {
  const found = (typed: string) => names(findCommands(readCommands(), typed));

  test("finds by parts of words, whatever their case and accents", () => {
    expect(found("COTE")).toEqual(["Zoë Côté"]);
    expect(found("zoe")).toEqual(["Zoë Côté"]);
    expect(found("lane ava")).toEqual(["Ava Lane"]);
  });

  test("puts names that begin with it first", () => {
    expect(found("la")[0]).toBe("Last 7 days");
    expect(found("la")).toContain("Ava Lane");
  });

  test("finds by kind, everything without a word, and nothing for another", () => {
    expect(found("creator")).toEqual(["Ava Lane", "Zoë Côté"]);
    expect(found("  ")).toHaveLength(readCommands().length);
    expect(found("nobody")).toEqual([]);
  });
});
