import { buildApp, startApp } from "../helpers/app-server";
import { ADMIN_EMAIL, SESSION_SECRET } from "../helpers/sign-in";
import { createSandbox } from "../sandbox";

/** Starts the simulator and the built dashboard once for all browser tests; answers how to stop them. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env["HEMLINE_BUILT"] !== "1") await buildApp();
  const sandbox = await createSandbox();
  const app = await startApp({
    ...sandbox.env,
    SESSION_SECRET,
    ADMIN_EMAILS: ADMIN_EMAIL,
  });
  process.env["BASE_URL"] = app.url;
  process.env["CONTROL_URL"] = sandbox.urls.control;
  return async () => {
    await app.close();
    await sandbox.close();
  };
}
