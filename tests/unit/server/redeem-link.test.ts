import { expect, test } from "vitest";
import { err, ok } from "@/lib/core/result";
import type { Role } from "@/lib/core/role";
import type { PersonFound } from "@/lib/server/people";
import { redeemLink } from "@/lib/server/redeem-link";

const LINK = { id: "x", email: "ines@studio.example", issuedAtMs: 1_000, expiresAtMs: 2_000 };

function found(role: Role): PersonFound {
  const person = {
    email: LINK.email,
    name: "Ines",
    role,
    slugs: [],
    isActive: true,
    recordId: undefined,
  };
  return { kind: "found", person, isStale: false };
}

async function redeem(
  person: PersonFound,
  {
    burnt = "first",
    endedAtMs = 0,
  }: { burnt?: "first" | "used" | "unchecked"; endedAtMs?: number } = {},
) {
  let burns = 0;
  const outcome = await redeemLink(LINK, {
    links: {
      async burn() {
        burns += 1;
        return burnt === "first" ? ok(undefined) : err(burnt);
      },
    },
    sessions: { isEnded: async (_, atMs) => atMs <= endedAtMs },
    findPerson: async () => person,
  });
  return { outcome, burns };
}

test.each(["admin", "manager", "creator"] as const)(
  "a person of the role %s is let in, and the link is used up",
  async (role) => {
    const { outcome, burns } = await redeem(found(role));
    expect(outcome).toEqual({ ok: true, value: { email: LINK.email, role } });
    expect(burns).toBe(1);
  },
);

test.each([
  ["none", "not-allowed"],
  ["inactive", "not-allowed"],
  ["unavailable", "unavailable"],
] as const)(
  "when the person found is %s, nobody is let in and nothing is used up",
  async (kind, problem) => {
    expect(await redeem({ kind })).toEqual({ outcome: { ok: false, error: problem }, burns: 0 });
  },
);

test.each(["used", "unchecked"] as const)("a link that is %s lets nobody in", async (burnt) => {
  const { outcome } = await redeem(found("admin"), { burnt });
  expect(outcome).toEqual({ ok: false, error: burnt });
});

test("a link from before its person signed out everywhere is too old", async () => {
  const ended = await redeem(found("creator"), { endedAtMs: LINK.issuedAtMs });
  expect(ended).toEqual({ outcome: { ok: false, error: "expired" }, burns: 0 });
  const later = await redeem(found("creator"), { endedAtMs: LINK.issuedAtMs - 1 });
  expect(later.outcome.ok).toBe(true);
});
