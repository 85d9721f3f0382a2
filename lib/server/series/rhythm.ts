import "server-only";
import { DAY_MS } from "@/lib/core/time";

/** How often the days of one kind are read from LTK, by their age; jobs keep to it, and pages ask for what is later still. */
export interface Rhythm {
  /** These youngest days, today included, are read at each sync: late orders fill them up. */
  readonly rollingDays: number;
  /** These are read once a night: returns come up to three months later. */
  readonly nightlyDays: number;
  /** Of the days up to this age that are not final, those that waited longest are read each night, as many as one call may ask for. */
  readonly movingDays: number;
  /** Within so many nights each of them has had its turn. */
  readonly turnNights: number;
  /** Days of one call, at most. */
  readonly callDays: number;
}

/**
 * The rhythm of hero_chart: a window is one call, however much happened in it. Nobody knows how many days LTK allows; its
 * own pages show quarters.
 */
export const SERIES_RHYTHM: Rhythm = {
  rollingDays: 35,
  nightlyDays: 120,
  movingDays: 120,
  turnNights: 1,
  callDays: 100,
};

/** How long a day of an age serves besides the usual times, because its next reading is no earlier. Milliseconds. */
export function waitOf({ rollingDays, nightlyDays, turnNights }: Rhythm, ageDays: number): number {
  if (ageDays < rollingDays) return 0;
  return ageDays < nightlyDays ? DAY_MS : turnNights * DAY_MS;
}
