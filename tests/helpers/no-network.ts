import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll } from "vitest";

/** Answers requests of unit and component tests: `api.use(http.get(path, …))`. Any other request is an error. */
export const api = setupServer();

beforeAll(() => api.listen({ onUnhandledRequest: "error" }));
afterEach(() => api.resetHandlers());
afterAll(() => api.close());
