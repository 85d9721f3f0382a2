import { daysFrom, type Engagement } from "../data";
import { json, type SandboxResponse } from "../http";
import { type Ask, toInstant } from "./ask";

/** The share of clicks that goes to retailers whose orders LTK sees; the base of its conversion rates. */
const TRACKED_CLICKS = 0.87;
const DAY_MS = 86_400_000;
/** Commissions close about 60 days after the order, and are paid about 30 days later. */
const OPEN_DAYS = 60;
const DUE_DAYS = 90;
const HISTORY_DAYS = 430;

function toDollars(milli: number): number {
  return Math.sign(milli) * (Math.round(Math.abs(milli) / 10) / 100);
}

/** `performance_summary`: totals of a window, and LTK's own conversion rates. */
export function performanceSummary(ask: Ask, isDrifted: boolean): SandboxResponse {
  const sum = ask.history.sum(ask.creator, ask.from, ask.to, ask.publisherIds);
  const tracked = Math.round(sum.clicks * TRACKED_CLICKS);
  const rate = (count: number) => (tracked === 0 ? null : count / tracked);
  if (isDrifted) return json(200, { data: { click_count: { value: sum.clicks } } });
  return json(200, {
    data: {
      clicks: sum.clicks,
      currency: ask.creator.currency,
      items_sold: sum.itemsSold,
      items_sold_conversion_rate: rate(sum.itemsSold),
      last_updated_timestamp: toInstant(ask.nowMs),
      locale: "en_US",
      net_commissions: sum.commissionsMilli / 1_000,
      order_conversion_rate: rate(sum.orders),
      orders: sum.orders,
    },
    meta: {
      start_date: `${ask.from} 00:00:00+00:00`,
      end_date: `${ask.to} 23:59:59+00:00`,
      platform: ask.parameters.get("platform"),
      publisher_ids: ask.publisherIds.join(","),
    },
  });
}

/** `performance_stats`: the same totals for the whole account, and its engagement. */
export function performanceStats(ask: Ask, isDrifted: boolean): SandboxResponse {
  const sum = ask.history.sum(ask.creator, ask.from, ask.to);
  if (isDrifted) return json(200, { performance_stats: { stats: [] } });
  const engagement = engagementOf(ask);
  const currency = ask.creator.currency;
  return json(200, {
    performance_stats: {
      publisher_id: Number(ask.creator.publisherIds[0]),
      clicks: sum.clicks,
      commission: toDollars(sum.commissionsMilli),
      orders: sum.orders,
      items_sold: sum.itemsSold,
      followers: engagement.followers,
      post_impressions: engagement.postImpressions,
      payment_due: toDollars(balancesMilli(ask).due),
      last_updated_timestamp: toInstant(ask.nowMs),
      currency,
      profile_visits: engagement.profileVisits,
      post_visits: engagement.postVisits,
      video_views: engagement.videoViews,
      overview_visits: engagement.profileVisits + engagement.postVisits,
      visits: engagement.postVisits,
    },
    meta: { currency },
  });
}

function engagementOf(ask: Ask): Engagement {
  const days = daysFrom(ask.from, ask.to).map((day) => ask.history.engagement(ask.creator, day));
  const sum = (read: (day: Engagement) => number) => days.reduce((all, day) => all + read(day), 0);
  return {
    followers: sum(({ followers }) => followers),
    postImpressions: sum(({ postImpressions }) => postImpressions),
    profileVisits: sum(({ profileVisits }) => profileVisits),
    postVisits: sum(({ postVisits }) => postVisits),
    videoViews: sum(({ videoViews }) => videoViews),
  };
}

type Moment = Pick<Ask, "creator" | "history" | "nowMs">;

/** `commissions_summary`: what is open, due and paid now; it has no window. */
export function commissionsSummary(moment: Moment, isDrifted: boolean): SandboxResponse {
  if (isDrifted) return json(200, { commissions_summary: { balances: [] } });
  const { open, due, paid } = balancesMilli(moment);
  const [openCents, dueCents, paidCents] = [open, due, paid].map((milli) => Math.round(milli / 10));
  const cents = (value: number | undefined) => (value ?? 0) / 100;
  return json(200, {
    commissions_summary: {
      updated_at: toInstant(moment.nowMs),
      currency: moment.creator.currency,
      payment_due: cents(dueCents),
      open_earnings: cents(openCents),
      lifetime_paid: cents(paidCents),
      lifetime_open_closed: cents((openCents ?? 0) + (dueCents ?? 0) + (paidCents ?? 0)),
    },
  });
}

function balancesMilli({ creator, history, nowMs }: Moment) {
  const day = (ago: number) => new Date(nowMs - ago * DAY_MS).toISOString().slice(0, 10);
  const sum = (from: number, to: number) =>
    history.sum(creator, day(from), day(to)).commissionsMilli;
  return {
    open: sum(OPEN_DAYS - 1, 0),
    due: sum(DUE_DAYS - 1, OPEN_DAYS),
    paid: sum(HISTORY_DAYS, DUE_DAYS),
  };
}
