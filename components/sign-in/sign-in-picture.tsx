import { formatMoney } from "@/lib/analytics/format";
import { linePath, PATH_BOX } from "../charts/line-path";

/** Eight invented weeks; the last six days are still arriving. */
const INVENTED = [
  2340, 1905, 1420, 1180, 1150, 1090, 1530, 2010, 1800, 1550, 1160, 1090, 1040, 2420, 3120, 1960,
  1290, 1380, 1200, 1130, 1620, 2050, 1640, 1400, 1170, 1200, 950, 1540, 3130, 2300, 1480, 1420,
  1610, 1280, 1720, 2550, 2420, 1560, 1545, 1480, 2510, 3670, 4010, 2270, 1500, 1220, 1560, 1480,
  3060, 3470, 1940, 1190, 1175, 1320, 2060, 2660,
];
const SETTLED_DAYS = 50;
const TOP = 4_200;

/** The picture beside the sign-in form: what has settled as a solid line, what is still arriving dotted. */
export function SignInPicture() {
  const last = INVENTED.length - 1;
  const place = {
    x: (index: number) => (index / last) * 100,
    y: (value: number) => 100 - (value / TOP) * 100,
  };
  const settled = INVENTED.map((value, index) => (index < SETTLED_DAYS ? value : null));
  const arriving = INVENTED.map((value, index) => (index >= SETTLED_DAYS - 1 ? value : null));
  const total = INVENTED.reduce((sum, value) => sum + value, 0);
  const border = `${place.x(SETTLED_DAYS - 1)}%`;
  return (
    <div
      className="chart hidden flex-col bg-sunk p-16 [&_.point-open]:fill-sunk [&_text]:stroke-sunk min-[900px]:flex"
      data-metric="commissions"
      aria-hidden="true"
    >
      <div className="relative min-h-64 flex-1">
        <svg className="plot-layer" aria-hidden="true">
          <line className="zero-line" x1="0" x2="100%" y1="100%" y2="100%" />
          <line
            className="stroke-control"
            strokeDasharray="1 4"
            x1={border}
            x2={border}
            y1="0"
            y2="100%"
          />
          <text x={border} y="0" dx="-10" dy="10" textAnchor="end">
            settled
          </text>
          <text x={border} y="0" dx="10" dy="10">
            still arriving
          </text>
          <svg
            viewBox={`0 0 ${PATH_BOX} ${PATH_BOX}`}
            preserveAspectRatio="none"
            aria-hidden="true"
          >
            <g className="line-partial">
              <path d={linePath(arriving, place)} />
            </g>
            <g className="line-current">
              <path d={linePath(settled, place)} />
            </g>
          </svg>
          <circle className="point-open" cx="100%" cy={`${place.y(INVENTED[last] ?? 0)}%`} r="4" />
        </svg>
      </div>
      <p className="mt-6 font-serif text-17 leading-[1.4] text-ink-2">
        Eight weeks of an invented roster: {formatMoney(total, "USD")}, drawn day by day.
      </p>
    </div>
  );
}
