// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { delay, HttpResponse, http } from "msw";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ReconnectPanel } from "@/components/settings/reconnect-panel";
import { ReconnectRow } from "@/components/settings/reconnect-row";
import { api } from "../../helpers/no-network";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));

const SECRET = '{"refresh_token":"v1.invented-secret"}';
const ADDRESS = "*/api/ltk/ava-lane/connect";

beforeEach(() => refresh.mockClear());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function answer(handler: () => Response): string[] {
  const bodies: string[] = [];
  api.use(
    http.post(ADDRESS, async ({ request }) => {
      expect(request.headers.get("content-type")).toBe("application/json");
      bodies.push(await request.text());
      return handler();
    }),
  );
  return bodies;
}

function accepted(message = "Reconnected.") {
  const data = { creator: "ava-lane", analytics: "ok", saved: true, message };
  return HttpResponse.json({ data });
}

function setUp(hasOffer = false) {
  render(<ReconnectPanel slug="ava-lane" name="Ava Lane" hasOffer={hasOffer} />);
}

function fieldOf(): HTMLTextAreaElement {
  return screen.getByLabelText<HTMLTextAreaElement>("LTK session");
}

function paste(text = SECRET): HTMLTextAreaElement {
  const field = fieldOf();
  fireEvent.input(field, { target: { value: text } });
  return field;
}

function submit() {
  fireEvent.click(screen.getByRole("button", { name: /Check/ }));
}

function expectForgotten() {
  expect(document.body.innerHTML).not.toContain("invented-secret");
  for (const field of document.querySelectorAll("textarea")) expect(field.value).toBe("");
}

describe("ReconnectPanel", () => {
  test("says the steps, and asks nobody to paste code into the console", () => {
    setUp();
    const steps = screen.getAllByRole("listitem").map((step) => step.textContent ?? "");
    expect(steps[0]).toMatch(/private window.*ends it for both/);
    expect(steps[1]).toContain("Ava Lane at creator.shopltk.com");
    expect(steps[2]).toMatch(/Local storage.*@@auth0spajs@@.*never paste code there/);
    expect(steps[3]).toMatch(/close that window without logging out/);
  });

  test("masks what is pasted and says only how long it is", () => {
    setUp();
    const field = paste();
    expect(field.className).toContain("is-masked");
    expect(field.getAttribute("autocomplete")).toBe("off");
    expect(field.getAttribute("spellcheck")).toBe("false");
    expect(field.name).toBe("");
    expect(screen.getByText(/••• pasted, 38 characters/)).toBeDefined();
    // Uncontrolled: React's own copy of the markup never holds the text.
    expect(document.body.innerHTML).not.toContain("invented-secret");
  });

  test("a good session is sent as it was pasted, forgotten, and the page is read again", async () => {
    const bodies = answer(() => accepted());
    setUp();
    paste();
    submit();
    expectForgotten();
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Reconnected."));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("status")));
    expect(screen.queryByLabelText("LTK session")).toBeNull();
    expect(screen.getByText(/Close the private window now/)).toBeDefined();
    expect(bodies).toEqual([SECRET]);
    expect(refresh).toHaveBeenCalledTimes(1);
    expectForgotten();
  });

  test("what is no JSON is sent as it is: the server says what is wrong with it", async () => {
    const error = { code: "invalid_query", message: "That does not look like LTK's session." };
    const bodies = answer(() => HttpResponse.json({ error }, { status: 400 }));
    setUp();
    paste("invented-secret rubbish");
    submit();
    await waitFor(() => expect(screen.getByRole("alert").textContent).toBe(error.message));
    expect(bodies).toEqual(["invented-secret rubbish"]);
    expect(refresh).not.toHaveBeenCalled();
    expectForgotten();
    expect(fieldOf().readOnly).toBe(false);
  });

  test("while it runs, says so and sends nothing twice", async () => {
    let count = 0;
    api.use(
      http.post(ADDRESS, async () => {
        count += 1;
        await delay(50);
        return accepted();
      }),
    );
    setUp();
    paste();
    submit();
    const button = screen.getByRole("button", { name: "Checking with LTK…" });
    expect(button.getAttribute("aria-disabled")).toBe("true");
    expect(screen.getByRole("status").textContent).toBe("Checking with LTK…");
    expect(fieldOf().readOnly).toBe(true);
    paste();
    submit();
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Reconnected."));
    expect(count).toBe(1);
  });

  test.each([
    ["no connection", () => HttpResponse.error(), /not known whether LTK was asked/],
    ["a proxy's page", () => HttpResponse.html("<p>502</p>", { status: 502 }), /did not answer/],
  ])("%s is told, and the session is forgotten", async (_, handler, words) => {
    answer(handler);
    setUp();
    paste();
    submit();
    await waitFor(() => expect(screen.getByRole("alert").textContent).toMatch(words));
    expectForgotten();
  });

  test("what lies about is cleared two minutes after it was pasted last", () => {
    vi.useFakeTimers();
    setUp();
    const field = paste();
    act(() => vi.advanceTimersByTime(119_000));
    expect(field.value).toBe(SECRET);
    paste(SECRET.replace("invented", "imagined"));
    act(() => vi.advanceTimersByTime(119_000));
    expect(field.value).toContain("imagined-secret");
    act(() => vi.advanceTimersByTime(1_000));
    expect(field.value).toBe("");
    expect(screen.getByText(/^Cleared after two minutes/)).toBeDefined();
  });

  test("an empty field is not sent", () => {
    const bodies = answer(() => accepted());
    setUp();
    paste("  \n");
    submit();
    expect(bodies).toEqual([]);
    expect(document.activeElement).toBe(fieldOf());
  });

  test("a session that was pasted elsewhere is used by a button", async () => {
    const bodies = answer(() => accepted("Connected."));
    setUp(true);
    fireEvent.click(screen.getByRole("button", { name: "Use it" }));
    await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Connected."));
    expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([{ offered: true }]);
    expect(screen.queryByRole("button", { name: "Use it" })).toBeNull();
  });
});

describe("ReconnectRow", () => {
  function renderRow(isNeeded: boolean) {
    render(
      <table>
        <tbody>
          <ReconnectRow
            slug="ava-lane"
            name="Ava Lane"
            isNeeded={isNeeded}
            hasOffer={false}
            columns={2}
          >
            <td>Ava Lane</td>
          </ReconnectRow>
        </tbody>
      </table>,
    );
  }

  test("opens and closes the panel below it", async () => {
    renderRow(true);
    const button = screen.getByRole("button", { name: "Reconnect of Ava Lane" });
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(screen.queryByLabelText("LTK session")).toBeNull();
    fireEvent.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    await waitFor(() => expect(fieldOf()).toBeDefined());
    expect(document.getElementById(button.getAttribute("aria-controls") ?? "")).not.toBeNull();
    fireEvent.click(button);
    expect(screen.queryByLabelText("LTK session")).toBeNull();
  });

  test("what was pasted is gone when the panel is closed and opened again", async () => {
    renderRow(true);
    const button = screen.getByRole("button", { name: "Reconnect of Ava Lane" });
    fireEvent.click(button);
    await waitFor(() => expect(fieldOf()).toBeDefined());
    paste();
    fireEvent.click(button);
    fireEvent.click(button);
    await waitFor(() => expect(fieldOf().value).toBe(""));
  });

  test("a connection that works only offers to replace its session", () => {
    renderRow(false);
    expect(screen.getByRole("button", { name: "Replace session of Ava Lane" })).toBeDefined();
  });
});
