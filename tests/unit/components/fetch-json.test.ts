// @vitest-environment jsdom
import { HttpResponse, http } from "msw";
import { describe, expect, test } from "vitest";
import { fetchJson } from "@/lib/client/fetch-json";
import { api } from "../../helpers/no-network";

const asIs = async (body: unknown) => body;

function answer(response: () => Response): void {
  api.use(http.get("/x", response));
}

describe("fetchJson", () => {
  test("parses an answer with the given contract", async () => {
    answer(() => HttpResponse.json({ a: 1 }));

    await expect(fetchJson("/x", asIs)).resolves.toEqual({ a: 1 });
  });

  test("carries the API's own code and message", async () => {
    const error = { code: "needs_reauth", message: "She must reconnect." };
    answer(() => HttpResponse.json({ error }, { status: 409 }));

    await expect(fetchJson("/x", asIs)).rejects.toMatchObject(error);
  });

  test("does not read a proxy's page as an answer", async () => {
    answer(() => HttpResponse.html("<html>502</html>", { status: 502 }));

    await expect(fetchJson("/x", asIs)).rejects.toMatchObject({ code: "bad_answer" });
  });

  test("says that an answer of another shape is not readable", async () => {
    answer(() => HttpResponse.json({}));

    await expect(
      fetchJson("/x", async () => {
        throw new Error("shape");
      }),
    ).rejects.toMatchObject({ code: "bad_answer" });
  });

  test("says that there is no connection", async () => {
    answer(() => HttpResponse.error());

    await expect(fetchJson("/x", asIs)).rejects.toMatchObject({ code: "offline" });
  });
});
