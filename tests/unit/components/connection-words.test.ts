import { describe, expect, test } from "vitest";
import {
  CONNECTION_WORDS,
  connectionsRest,
  connectionsSentence,
  needsReconnect,
  troubleWords,
} from "@/components/settings/connection-words";
import type { Connection, ConnectionState } from "@/lib/contracts/connection.url";
import { aConnection } from "./builders";

const STATES = Object.keys(CONNECTION_WORDS) as ConnectionState[];

function times(count: number, state: ConnectionState): ConnectionState[] {
  return Array.from({ length: count }, () => state);
}

describe("connectionsSentence", () => {
  test.each<[ConnectionState[], string, string]>([
    [[], "There are no creators yet.", ""],
    [["active"], "The connection works.", ""],
    [times(12, "active"), "All 12 connections work.", ""],
    [["active", "renewal_due"], "All 2 connections work.", ""],
    [[...times(3, "active"), "paused"], "3 of 4 connections work, 1 is paused.", ""],
    [["paused"], "All connections are paused.", ""],
    [
      ["needs_reauth", ...times(11, "active")],
      "One creator needs to sign in to LTK again.",
      "11 of 12 connections work.",
    ],
    [
      [...times(12, "needs_reauth"), "active", "paused"],
      "12 creators need to sign in to LTK again.",
      "1 of 14 connections works, 1 is paused.",
    ],
    [
      ["never_connected", "not_connected", "active"],
      "Two creators are not connected to LTK.",
      "1 of 3 connections works.",
    ],
  ])("%j", (states, sentence, rest) => {
    expect(connectionsSentence(states)).toBe(sentence);
    expect(connectionsRest(states)).toBe(rest);
  });

  test.each(STATES.filter((state) => !["active", "renewal_due"].includes(state)))(
    "never says that a connection works which is %s",
    (state) => {
      expect(connectionsSentence([state])).not.toMatch(/works|All 1|work\./);
      expect(connectionsSentence(["active", state])).not.toMatch(/^All/);
    },
  );
});

test("each state that is not well has its own look, and red means broken alone", () => {
  const red = STATES.filter((state) => CONNECTION_WORDS[state].tone === "text-bad");
  expect(red).toEqual(["needs_reauth"]);
  expect(STATES.filter((state) => CONNECTION_WORDS[state].mark === "dot")).toEqual(["active"]);
  expect(new Set(STATES.map((state) => CONNECTION_WORDS[state].words)).size).toBe(STATES.length);
});

test("a new session is what ended and missing ones need", () => {
  expect(STATES.filter(needsReconnect)).toEqual([
    "needs_reauth",
    "never_connected",
    "not_connected",
  ]);
});

test.each<[Partial<Connection>, string | null]>([
  [{}, null],
  [{ consecutiveFailures: null }, null],
  [{ lastError: "Broken." }, "Last error: Broken."],
  [{ consecutiveFailures: 1 }, "1 renewal failed."],
  [
    { lastError: "Broken.", consecutiveFailures: 3 },
    "Last error: Broken. 3 renewals in a row failed.",
  ],
])("trouble in words: %j", (connection, words) => {
  expect(troubleWords(aConnection(connection))).toBe(words);
});
