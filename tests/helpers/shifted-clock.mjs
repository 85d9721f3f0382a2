/*
 * Loaded into a process under test by `--import`: its clock runs ahead of the machine's by the milliseconds that stand in
 * the file CLOCK_FILE, so that hours can pass in a test of the built app.
 */
import { readFileSync } from "node:fs";

const { CLOCK_FILE } = process.env;
const RealDate = Date;
let aheadMs = 0;
let readAt = 0;

function now() {
  const real = RealDate.now();
  if (real - readAt > 20) {
    readAt = real;
    aheadMs = Number(readFileSync(CLOCK_FILE, "utf8"));
  }
  return real + aheadMs;
}

globalThis.Date = class extends RealDate {
  // Own properties, because Next wraps Date and copies only those.
  static parse = RealDate.parse;
  static UTC = RealDate.UTC;
  constructor(...args) {
    if (args.length === 0) super(now());
    else super(...args);
  }
  static now() {
    return now();
  }
};
