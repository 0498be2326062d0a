// For readers without an account: what this is in three sentences, a picture, and where to begin.
// The picture is the text's own example: five points, and the line that fits them best.

import type { Offer } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";

/** y of x = 1 to 5. Their least squares line is y = 0.6x + 2.2. */
const POINTS = [2, 4, 5, 4, 5];
const fit = (x: number) => 0.6 * x + 2.2;

interface IntroductionProps {
  c: AppContext;
  /** undefined if there are no exercises yet. */
  first: Offer | undefined;
  /** Has work to continue, so that the first exercise is not the main link. */
  isReturning: boolean;
}

export function Introduction({ c, first, isReturning }: IntroductionProps) {
  const t = c.get("t");
  return (
    <div class="introduction">
      <div>
        <p class="lead">{t("startPage.introduction")}</p>
        {first !== undefined && (
          <a
            class={isReturning ? "button" : "button primary"}
            href={`/exercises/${first.pack}/${first.id}`}
          >
            {t("startPage.first", { title: first.exercise.manifest.title[c.get("language")] })}
          </a>
        )}
      </div>
      <FittedLine label={t("startPage.picture")} />
    </div>
  );
}

/** 40 units to one of x, 24 to one of y. */
const toX = (x: number) => 20 + 40 * x;
const toY = (y: number) => 156 - 24 * y;

function FittedLine({ label }: { label: string }) {
  return (
    <svg class="fitted-line" viewBox="0 0 260 170" role="img" aria-label={label}>
      <path class="axes" d="M20 10V156H252" />
      {POINTS.map((y, i) => (
        <path class="error" d={`M${toX(i + 1)} ${toY(y)}V${toY(fit(i + 1))}`} />
      ))}
      <path class="fit" d={`M${toX(0.2)} ${toY(fit(0.2))}L${toX(5.6)} ${toY(fit(5.6))}`} />
      {POINTS.map((y, i) => (
        <circle cx={toX(i + 1)} cy={toY(y)} r={5} />
      ))}
      <text x={118} y={140}>
        y = 0.6x + 2.2
      </text>
    </svg>
  );
}
