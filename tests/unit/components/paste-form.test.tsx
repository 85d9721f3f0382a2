// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { HttpResponse, http } from "msw";
import { afterEach, expect, test, vi } from "vitest";
import { PasteForm } from "@/components/settings/paste-form";
import { api } from "../../helpers/no-network";

const refresh = vi.fn();
vi.mock("next/navigation", () => ({ useRouter: () => ({ refresh }) }));

const SECRET = '{"refresh_token":"v1.invented-secret"}';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function answer(handler: () => Response) {
  const bodies: string[] = [];
  api.use(
    http.post("*/api/ltk/ava-lane/connect", async ({ request }) => {
      bodies.push(await request.text());
      return handler();
    }),
  );
  return bodies;
}

function paste(): HTMLTextAreaElement {
  const field = screen.getByLabelText<HTMLTextAreaElement>("LTK session");
  fireEvent.input(field, { target: { value: SECRET } });
  return field;
}

function setUp() {
  render(<PasteForm slug="ava-lane" labelId="field" />);
}

test("a good session is sent as it was pasted, forgotten, and the page is read again", async () => {
  const bodies = answer(() =>
    HttpResponse.json({
      data: { creator: "ava-lane", analytics: "ok", saved: true, message: "Reconnected." },
    }),
  );
  setUp();
  const field = paste();
  expect(field.className).toContain("is-masked");
  expect(screen.getByText(/38 characters pasted/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Check and save" }));
  expect(field.value).toBe("");
  await waitFor(() => expect(screen.getByText("Reconnected.")).toBeTruthy());
  expect(bodies).toEqual([SECRET]);
  expect(refresh).toHaveBeenCalledTimes(1);
  expect(document.body.innerHTML).not.toContain("invented-secret");
});

test("a refusal is said in the server's words, and the field is empty too", async () => {
  answer(() =>
    HttpResponse.json(
      { error: { code: "invalid_query", message: "This session expired 3 h ago." } },
      { status: 400 },
    ),
  );
  setUp();
  const field = paste();
  fireEvent.click(screen.getByRole("button", { name: "Check and save" }));
  await waitFor(() => expect(screen.getByText("This session expired 3 h ago.")).toBeTruthy());
  expect(field.value).toBe("");
  expect(document.body.innerHTML).not.toContain("invented-secret");
});

test("what lies about is cleared after two minutes", () => {
  vi.useFakeTimers();
  setUp();
  const field = paste();
  vi.advanceTimersByTime(119_000);
  expect(field.value).toBe(SECRET);
  vi.advanceTimersByTime(1_000);
  expect(field.value).toBe("");
});

test("an empty field is not sent", () => {
  const bodies = answer(() => HttpResponse.json({}));
  setUp();
  fireEvent.click(screen.getByRole("button", { name: "Check and save" }));
  expect(bodies).toEqual([]);
});
