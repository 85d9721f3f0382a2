import { appEnv } from "../helpers/app-env";
import { buildApp, findFreePort, startApp } from "../helpers/app-server";
import { mailEnv } from "../helpers/mail-env";
import { createSandbox } from "../sandbox";
import { startMailService } from "../sandbox/mail";

/** Starts the simulator and the built dashboard once for all browser tests; answers how to stop them. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  if (process.env["HEMLINE_BUILT"] !== "1") await buildApp();
  const sandbox = await createSandbox();
  const mail = await startMailService();
  const port = await findFreePort();
  const mailing = mailEnv(mail, `http://127.0.0.1:${port}`);
  const app = await startApp({ ...appEnv(sandbox), ...mailing }, port);
  process.env["MAIL_URL"] = mail.url;
  process.env["BASE_URL"] = app.url;
  process.env["CONTROL_URL"] = sandbox.urls.control;
  return async () => {
    await app.close();
    await sandbox.close();
    await mail.close();
  };
}
