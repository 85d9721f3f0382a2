import { appEnv } from "../helpers/app-env";
import { buildApp, startApp } from "../helpers/app-server";
import { createSandbox } from "../sandbox";

/** Starts the simulator and the built dashboard once for all browser tests; answers how to stop them. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env["HEMLINE_BUILT"] !== "1") await buildApp();
  const sandbox = await createSandbox();
  const app = await startApp(appEnv(sandbox));
  process.env["BASE_URL"] = app.url;
  process.env["CONTROL_URL"] = sandbox.urls.control;
  return async () => {
    await app.close();
    await sandbox.close();
  };
}
