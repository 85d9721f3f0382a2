/** An invented creator of the simulator. */
export interface SandboxCreator {
  readonly slug: string;
  readonly name: string;
  readonly publisherIds: readonly string[];
  readonly accountId: string;
  readonly timezone: string | undefined;
  readonly currency: string;
  readonly kind: "usual" | "needs-reauth" | "new" | "returns";
  /** Clicks on an average day; zero for a creator without data. */
  readonly dailyClicks: number;
  /** Orders per click and commission per order in thousandths. */
  readonly conversion: number;
  readonly orderMilli: number;
}

type Row = readonly [string, number, number, number, Partial<SandboxCreator>?];

const ROWS: readonly Row[] = [
  ["Ava Lane", 870, 0.032, 10_080],
  ["Bea Ortiz", 1_750, 0.029, 10_600],
  ["Cleo Park", 980, 0.027, 7_900],
  ["Dina Moss", 460, 0.031, 8_900, { kind: "needs-reauth" }],
  ["Esme Hart", 640, 0.031, 9_250],
  ["Fern Okoye", 440, 0.03, 9_400],
  ["Gia Romano", 610, 0.021, 7_200, { timezone: "America/New_York" }],
  ["Hana Sato", 530, 0.034, 9_700, { publisherIds: ["100008", "100108"] }],
  ["Ivy Chen", 465, 0.028, 8_700],
  ["June Abbott", 0, 0, 0, { kind: "new" }],
  ["Kit Larsen", 95, 0.03, 8_100, { kind: "returns" }],
  ["Lola Quinn", 180, 0.027, 8_450],
];

/** The dozen creators of the simulator. All names, ids and figures are invented. */
const CREATORS: readonly SandboxCreator[] = ROWS.map(
  ([name, dailyClicks, conversion, orderMilli, overrides], index) => ({
    slug: name.toLowerCase().replace(" ", "-"),
    name,
    publisherIds: [String(100_001 + index)],
    accountId: String(200_001 + index),
    timezone: undefined,
    currency: "USD",
    kind: "usual",
    dailyClicks,
    conversion,
    orderMilli,
    ...overrides,
  }),
);

/** The dozen, and as many more as a test of a long roster asks for. */
export function listCreators(more = 0): readonly SandboxCreator[] {
  const others = Array.from({ length: more }, (_, index): SandboxCreator => {
    const number = String(index + 1).padStart(3, "0");
    return {
      slug: `creator-${number}`,
      name: `Creator ${number}`,
      publisherIds: [String(300_001 + index)],
      accountId: String(400_001 + index),
      timezone: undefined,
      currency: "USD",
      kind: "usual",
      dailyClicks: 120,
      conversion: 0.03,
      orderMilli: 8_000,
    };
  });
  return [...CREATORS, ...others];
}
