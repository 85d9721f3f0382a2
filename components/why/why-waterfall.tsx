import { formatMoney } from "@/lib/analytics/format";
import type { Overview, OverviewData } from "@/lib/contracts/overview.url";
import { BAR_BOX, type BarRow, BarTable } from "../charts/bar-table";
import { type WhyStep, whySteps } from "./why-steps";
import { FACTOR_NAMES, factorWords } from "./why-words";

interface WhyWaterfallProps {
  readonly why: Extract<NonNullable<OverviewData["why"]>, { kind: "explained" }>;
  readonly compared: NonNullable<OverviewData["compared"]>;
  readonly meta: Overview["meta"];
  readonly isMuted: boolean;
}

/** A change as a waterfall: the period before, one bar for each effect, and the period. */
export function WhyWaterfall({ why, compared, meta, isMuted }: WhyWaterfallProps) {
  const { currency } = meta;
  const steps = whySteps(why.effects.map(({ amount }) => amount));
  // With sources without clicks taken out, the totals are not what the other effects are made of.
  const isOfTotals = !why.effects.some(({ factor }) => factor === "clickless");
  const effects = why.effects.map(({ factor, amount }, index): BarRow => {
    const step = steps[index] ?? { start: 0, end: 0 };
    return {
      key: factor,
      name: FACTOR_NAMES[factor],
      note: isOfTotals || factor === "clicks" ? factorWords(factor, { compared, currency }) : null,
      bar: <Step step={step} isRise={amount >= 0} />,
      amount: formatMoney(amount, currency, { signed: true }),
      tone: amount > 0 ? "up" : amount < 0 ? "down" : "plain",
    };
  });
  const money = (value: number | null) => formatMoney(value, currency);
  return (
    <BarTable
      caption="What changed commissions"
      headings={["Part", "Effect"]}
      isMuted={isMuted}
      rows={[
        {
          key: "before",
          name: "Compared period",
          bar: <Level at={steps.at(0)?.start ?? 0} from={BAR_BOX / 4} to={BAR_BOX} />,
          amount: money(compared.previous.commissions),
        },
        ...effects,
        {
          key: "after",
          name: meta.range.partial ? "This period, without today" : "This period",
          bar: <Level at={steps.at(-1)?.end ?? 0} from={0} to={(BAR_BOX * 3) / 4} />,
          amount: money(compared.current.commissions),
        },
      ]}
    />
  );
}

const BAR_TOP = 280;
const BAR_HEIGHT = 440;

function Step({ step, isRise }: { readonly step: WhyStep; readonly isRise: boolean }) {
  const [start, end] = [step.start * BAR_BOX, step.end * BAR_BOX];
  return (
    <>
      <line className="bar-line" x1={start} x2={start} y1="0" y2={BAR_TOP} />
      <rect
        className={isRise ? "bar-up" : "bar-down"}
        x={Math.min(start, end)}
        width={Math.max(Math.abs(end - start), 3)}
        y={BAR_TOP}
        height={BAR_HEIGHT}
      />
      <line className="bar-line" x1={end} x2={end} y1={BAR_TOP + BAR_HEIGHT} y2={BAR_BOX} />
    </>
  );
}

interface LevelProps {
  /** Share of the width. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

function Level({ at, from, to }: LevelProps) {
  const x = at * BAR_BOX;
  return <line className="bar-line is-strong" x1={x} x2={x} y1={from} y2={to} />;
}
