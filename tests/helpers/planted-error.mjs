/*
 * Preloaded into a built app (`--import`): the parts that every request needs throw an error whose text must not get out.
 * The container is made once a process and kept under this symbol; one that is there already is used.
 */
const MARK = process.env.PLANTED_ERROR;

globalThis[Symbol.for("hemline.container")] = {
  ok: true,
  container: {
    env: {},
    log: (level, event, fields) =>
      process.stdout.write(`${JSON.stringify({ level, event, ...fields })}\n`),
    sessions: {
      read() {
        throw new TypeError(`${MARK} of ${import.meta.url}`);
      },
    },
  },
};
