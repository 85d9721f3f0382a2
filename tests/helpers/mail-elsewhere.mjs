/*
 * Loaded into a process under test by `--import`: what it sends to the mail service goes to the simulated one at
 * MAIL_URL instead. The app itself has no such switch.
 */
const { MAIL_URL } = process.env;
const realFetch = globalThis.fetch;

globalThis.fetch = (input, init) => {
  const isMail = typeof input === "string" && input.startsWith("https://api.resend.com/");
  return realFetch(isMail ? input.replace("https://api.resend.com", MAIL_URL) : input, init);
};
