import { fileURLToPath } from "node:url";
import { MAIL_KEY, type MailService } from "../sandbox/mail";

/** The variables that let a dashboard at `appUrl` mail links through a simulated service. */
export function mailEnv(mail: MailService, appUrl: string): Record<string, string> {
  return {
    APP_URL: appUrl,
    RESEND_API_KEY: MAIL_KEY,
    MAIL_FROM: "Hemline <mail@studio.example>",
    MAIL_URL: mail.url,
    NODE_OPTIONS: `--import ${fileURLToPath(new URL("./mail-elsewhere.mjs", import.meta.url))}`,
  };
}
