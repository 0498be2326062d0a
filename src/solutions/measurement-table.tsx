// The largest error and the CPU time of a submission and of the solutions, in a table.

import type { AppContext } from "../http/environment.ts";
import { formatNumber } from "../ui/format.ts";
import type { Measurement, MeasureOutcome } from "./measure-solutions.ts";

interface MeasurementTableProps {
  c: AppContext;
  /** The submission first, as in `outcome`. */
  titles: readonly string[];
  isStaff: boolean;
  outcome: MeasureOutcome;
}

export function MeasurementTable({ c, titles, isStaff, outcome }: MeasurementTableProps) {
  const t = c.get("t");
  if (outcome.kind !== "done") return <NotMeasured c={c} outcome={outcome} />;
  const [mine] = outcome.measurements;
  const runs = Math.max(...outcome.measurements.map((one) => one?.runs ?? 0));
  return (
    <section aria-labelledby="measured">
      <h2 id="measured">{t("solutions.measured")}</h2>
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby="measured">
        <table class="measured">
          <thead>
            <tr>
              <th scope="col">{t("solutions.code")}</th>
              <th scope="col">{t("solutions.error")}</th>
              <th scope="col">{t("solutions.time")}</th>
              <th scope="col">{t(isStaff ? "solutions.ratioTheirs" : "solutions.ratio")}</th>
            </tr>
          </thead>
          <tbody>
            {outcome.measurements.map((one, i) => (
              <tr>
                <th scope="row">{titles[i]}</th>
                <td>{describeError(c, one)}</td>
                <td>{one === null ? "–" : describeTime(c, one.cpuTimeMs)}</td>
                <td>{i === 0 ? "–" : describeRatio(c, one, mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="muted">{t("solutions.how", { count: runs })}</p>
    </section>
  );
}

function NotMeasured({
  c,
  outcome,
}: {
  c: AppContext;
  outcome: Exclude<MeasureOutcome, { kind: "done" }>;
}) {
  const t = c.get("t");
  return (
    <p class="notice warn">
      {outcome.kind === "paused"
        ? t("solutions.paused")
        : t("solutions.busy", {
            seconds: outcome.kind === "busy" ? Math.ceil(outcome.retryMs / 1000) : 1,
          })}
    </p>
  );
}

function describeError(c: AppContext, one: Measurement | null | undefined): string {
  const t = c.get("t");
  if (one === null || one === undefined) return t("solutions.notMeasured");
  if (one.verdict !== "accepted")
    return t("solutions.failed", { verdict: t(`verdict.${one.verdict}`) });
  if (one.largestError === null) return t("solutions.noNumbers");
  const { times, group } = one.largestError;
  if (times === 0) return t("solutions.exact");
  return t("solutions.errorIn", {
    times: formatSmall(c, times),
    group: group[c.get("language")],
  });
}

function describeTime(c: AppContext, ms: number): string {
  const t = c.get("t");
  return ms === 0
    ? t("solutions.tooShort")
    : t("solutions.milliseconds", { ms: formatSmall(c, ms) });
}

function describeRatio(
  c: AppContext,
  one: Measurement | null | undefined,
  mine: Measurement | null | undefined,
): string {
  if (!one || !mine || one.cpuTimeMs === 0 || mine.cpuTimeMs === 0) return "–";
  return c.get("t")("solutions.times", { times: formatSmall(c, one.cpuTimeMs / mine.cpuTimeMs) });
}

/** Two digits, however small: a solution is often a billion times closer than it has to be. */
function formatSmall(c: AppContext, value: number): string {
  return value !== 0 && value < 0.001
    ? value.toExponential(0)
    : formatNumber(Number(value.toPrecision(2)), c.get("language"), 4);
}
