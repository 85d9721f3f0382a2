// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, describe, expect, test, vi } from "vitest";
import { AuditFilterForm } from "@/components/settings/audit-filter-form";
import { AuditTable } from "@/components/settings/audit-table";
import { InviteForm } from "@/components/settings/invite-form";
import { PeopleTable } from "@/components/settings/people-table";
import { PersonSections } from "@/components/settings/person-sections";
import { SignInLinkForm } from "@/components/settings/sign-in-link-form";
import type { AuditRow } from "@/lib/contracts/audit.url";
import type { PersonRow } from "@/lib/contracts/people.url";
import { api } from "../../helpers/no-network";
import { aPerson } from "./builders";

const CHOICES = [
  { slug: "ava-lane", name: "Ava Lane" },
  { slug: "bea-ortiz", name: "Bea Ortiz" },
];
const LINK = "https://dashboard.example/sign-in#token=invented";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function cellsOf(row: number): (string | null)[] {
  return [...(screen.getAllByRole("row")[row]?.children ?? [])].map((cell) => cell.textContent);
}

test("the people's table says who, as what, whose and whether, and leads to a page of each", () => {
  const fixed = { key: "admin-1a", name: "Mara Voss", role: "admin", isFixed: true } as const;
  const people = [aPerson(fixed), aPerson(), aPerson({ key: "recOtto", isActive: false })];
  render(<PeopleTable people={people} />);
  expect(cellsOf(1).slice(2)).toEqual(["Admin", "All", "Active, set in ADMIN_EMAILS"]);
  expect(cellsOf(2)).toEqual([
    "Noor Haddad",
    "noor@studio.example",
    "Manager",
    "Ava Lane",
    "Active",
  ]);
  expect(cellsOf(3)[4]).toBe("Deactivated");
  const links = screen.getAllByRole("link").map((link) => link.getAttribute("href"));
  expect(links).toEqual([
    "/settings/people/admin-1a",
    "/settings/people/recNoor",
    "/settings/people/recOtto",
  ]);
});

/** What the browser would send of a form. */
function sentBy(button: string): Record<string, string> {
  const form = screen.getByRole<HTMLButtonElement>("button", { name: button }).form;
  if (form === null) throw new Error("the button is in no form");
  const fields = [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  return { to: `${form.method} ${form.getAttribute("action")}`, ...Object.fromEntries(fields) };
}

describe("a person's page", () => {
  function show(person: Partial<PersonRow> = {}, canChange = true) {
    render(
      <PersonSections
        person={aPerson(person)}
        choices={CHOICES}
        csrf="proof"
        canChange={canChange}
        isReadOnly={!canChange}
      />,
    );
  }

  test("each form names her by her key and carries the proof", () => {
    show();
    const common = { csrf: "proof", person: "recNoor" };
    expect(sentBy("Save")).toEqual({
      to: "post /api/people/change",
      ...common,
      name: "Noor Haddad",
      role: "manager",
      "creator.ava-lane": "on",
    });
    expect(sentBy("Sign her out everywhere")).toEqual({
      to: "post /api/people/sign-out",
      ...common,
    });
    expect(sentBy("Deactivate")).toEqual({
      to: "post /api/people/change",
      ...common,
      active: "no",
    });
    expect(sentBy("Make a sign-in link")).toEqual({ to: "post /api/people/link", ...common });
  });

  test("somebody deactivated can be let in again, and gets no link", () => {
    show({ isActive: false });
    expect(sentBy("Let her sign in again")).toMatchObject({ active: "yes" });
    expect(screen.queryByRole("button", { name: "Make a sign-in link" })).toBeNull();
  });

  test("somebody of ADMIN_EMAILS cannot be changed, only signed out and given a link", () => {
    show({ isFixed: true, role: "admin" });
    expect(screen.getByText(/in the environment variable ADMIN_EMAILS/)).toBeDefined();
    expect(screen.getAllByRole("button").map((button) => button.textContent)).toEqual([
      "Make a sign-in link",
      "Sign her out everywhere",
    ]);
  });

  test("a slug that no creator has is named, because saving takes it out", () => {
    show({ creators: [{ slug: "old-slug", name: null }] });
    expect(screen.getByText(/also names old-slug/)).toBeDefined();
  });

  test("while nothing can be changed, every button is disabled", () => {
    show({}, false);
    for (const button of screen.getAllByRole("button")) {
      expect(button.closest("fieldset")?.disabled).toBe(true);
    }
  });
});

test("the form that adds somebody begins with a manager without creators", () => {
  render(<InviteForm csrf="proof" choices={CHOICES} isDisabled={false} />);
  expect(sentBy("Add to the list")).toEqual({
    to: "post /api/people",
    csrf: "proof",
    email: "",
    name: "",
    role: "manager",
  });
});

describe("the link's form", () => {
  function answerWith(...answers: readonly Response[]): URLSearchParams[] {
    const bodies: URLSearchParams[] = [];
    api.use(
      http.post("*/api/people/link", async ({ request }) => {
        expect(request.headers.get("accept")).toBe("application/json");
        bodies.push(new URLSearchParams(await request.text()));
        return answers[bodies.length - 1] ?? HttpResponse.error();
      }),
    );
    return bodies;
  }

  function made(link = LINK) {
    const data = { link, name: "Noor Haddad", expiresAt: "2026-12-01T12:00:00.000Z" };
    return HttpResponse.json({ data });
  }

  function press(button: string) {
    fireEvent.click(screen.getByRole("button", { name: button }));
  }

  test("shows the link in place, marked, and copies it", async () => {
    const written = vi.fn(async () => {});
    vi.stubGlobal("navigator", { clipboard: { writeText: written } });
    const bodies = answerWith(made());
    render(<SignInLinkForm person="recNoor" csrf="proof" isDisabled={false} />);
    press("Make a sign-in link");
    const field = await screen.findByLabelText<HTMLInputElement>("Sign-in link");
    expect(field.value).toBe(LINK);
    expect(field.readOnly).toBe(true);
    expect(field.selectionEnd).toBe(LINK.length);
    expect(screen.getByText(/Works until 1 Dec, 12:00 UTC\./)).toBeDefined();
    expect(bodies.map((body) => body.toString())).toEqual(["csrf=proof&person=recNoor"]);
    press("Copy");
    expect(await screen.findByText("Copied.")).toBeDefined();
    expect(written).toHaveBeenCalledWith(LINK);
  });

  test("says so when the browser does not copy", async () => {
    vi.stubGlobal("navigator", {});
    answerWith(made());
    render(<SignInLinkForm person="recNoor" csrf="proof" isDisabled={false} />);
    press("Make a sign-in link");
    await screen.findByLabelText("Sign-in link");
    press("Copy");
    expect(await screen.findByText(/copy it by hand/)).toBeDefined();
  });

  test("a refusal is said, and the old link is gone", async () => {
    const error = { code: "airtable_unavailable", message: "Airtable does not answer." };
    answerWith(made(), HttpResponse.json({ error }, { status: 503 }));
    render(<SignInLinkForm person="recNoor" csrf="proof" isDisabled={false} />);
    press("Make a sign-in link");
    await screen.findByLabelText("Sign-in link");
    press("Make another link");
    expect((await screen.findByRole("alert")).textContent).toBe(error.message);
    expect(document.body.innerHTML).not.toContain("token=invented");
  });
});

describe("the audit trail", () => {
  const ROW: AuditRow = {
    key: "0",
    at: "2026-11-24T11:30:00.000Z",
    actor: "mara@studio.example",
    action: "sync",
    creator: { slug: "ava-lane", name: "Ava Lane" },
    detail: null,
    isSaved: true,
  };

  test("says when, what, who, about whom; and which lines are not saved", () => {
    const unsaved = { ...ROW, key: "1", creator: null, detail: "x as manager", isSaved: false };
    render(
      <AuditTable
        rows={[ROW, unsaved]}
        timezone="America/New_York"
        nowMs={Date.parse("2026-11-24T12:00:00Z")}
      />,
    );
    expect(cellsOf(1)).toEqual([
      expect.stringMatching(/^24 Nov, 06:30/),
      "Read figures by hand",
      "mara@studio.example",
      "Ava Lane",
      "",
    ]);
    expect(cellsOf(2)[1]).toBe("Read figures by handnot saved in Airtable yet");
    expect(cellsOf(2).slice(3)).toEqual(["", "x as manager"]);
    expect(screen.getAllByTitle("30 min ago")).toHaveLength(2);
  });

  test("the filter keeps its choice, and can be taken off", () => {
    const filter = { creator: null, action: "sync" };
    render(<AuditFilterForm filter={filter} creators={CHOICES} actions={["sign-in", "sync"]} />);
    const what = screen.getByRole<HTMLSelectElement>("combobox", { name: "What was done" });
    expect(what.value).toBe("sync");
    expect(
      within(what)
        .getAllByRole("option")
        .map((option) => option.textContent),
    ).toEqual(["Anything", "Signed in", "Read figures by hand"]);
    expect(screen.getByRole("link", { name: "Show all" }).getAttribute("href")).toBe(
      "/settings/audit",
    );
  });
});
