import "server-only";
import type { Mail } from "./mailer";

/** The mail that carries a sign-in link: plain text, and the same with a button. */
export function signInMail(link: string, minutes: number): Pick<Mail, "subject" | "text" | "html"> {
  const lines = {
    title: "Your sign-in link for Hemline",
    rule: `It works once, within ${minutes} minutes. Opening it has no effect; the button on the page has.`,
    stranger:
      "You did not ask for it? Then nothing needs to be done: nobody is signed in by this mail.",
  };
  return {
    subject: lines.title,
    text: [lines.title, link, lines.rule, lines.stranger, ""].join("\n\n"),
    html: `<!doctype html><html lang="en"><body style="margin:0;padding:32px 24px;background:#faf8f5;color:#1b1916;font:16px/1.5 Georgia,serif">
<p style="margin:0 0 24px;font-size:22px">${lines.title}</p>
<p style="margin:0 0 24px"><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 24px;border-radius:4px;background:#1b1916;color:#faf8f5;text-decoration:none">Sign in to Hemline</a></p>
<p style="margin:0 0 12px">${lines.rule}</p>
<p style="margin:0;color:#6c655c">${lines.stranger}</p>
</body></html>`,
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
