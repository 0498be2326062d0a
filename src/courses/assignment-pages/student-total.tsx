// A student's total in a course, and how it is computed: which assignments are included, and their
// weights.

import { isOver, computeWeightedTotal } from "../../rules/total.ts";
import type { AppContext } from "../../http/environment.ts";
import { formatNumber } from "../../ui/format.ts";
import type { StudentRow } from "./select-lists.ts";

export interface StudentTotal {
  /** In percent; null: nothing counts yet. */
  percent: number | null;
  /** How many assignments are included, and how many there are. */
  counted: number;
  assignments: number;
  /** The sum of the included weights, and of all weights. */
  weight: number;
  weights: number;
  /** Some are left out because their results are still hidden. */
  hasSealed: boolean;
}

/** By the same rule as the gradebook's total. Hidden results are not included. */
export function computeTotal(rows: readonly StudentRow[], nowMs = Date.now()): StudentTotal {
  const present = rows.filter(({ assignment }) => assignment.removedAt === null);
  const told = present.filter(({ sealedUntilMs }) => sealedUntilMs === null);
  const parts = told.map(
    ({ assignment: { rules, points: maxPoints, weight }, extension, score }) => {
      const facts = { extension, waiting: score?.waiting ?? 0 };
      return {
        points: score?.points ?? null,
        maxPoints,
        weight,
        isOver: isOver(rules, facts, nowMs),
      };
    },
  );
  const counting = parts.filter((part) => part.points !== null || part.isOver);
  const sum = (of: readonly { weight: number }[]) =>
    of.reduce((total, { weight }) => total + weight, 0);
  return {
    percent: computeWeightedTotal(parts),
    counted: counting.length,
    assignments: present.length,
    weight: sum(counting),
    weights: sum(present.map(({ assignment }) => assignment)),
    hasSealed: told.length < present.length,
  };
}

export function TotalLine({ c, total }: { c: AppContext; total: StudentTotal }) {
  const t = c.get("t");
  const number = (value: number) => formatNumber(value, c.get("language"));
  const { percent, counted, assignments, weight, weights, hasSealed } = total;
  return (
    <section class="student-total" aria-labelledby="total">
      <p>
        <strong id="total">
          {percent === null
            ? t("assignment.list.noTotal")
            : t("assignment.list.total", { percent: number(percent) })}
        </strong>{" "}
        <span class="muted">
          {t("assignment.list.totalOf", {
            counted,
            assignments,
            weight: number(weight),
            weights: number(weights),
          })}
        </span>
      </p>
      <p class="hint">
        {t("assignment.list.totalHint")}
        {hasSealed && `${c.get("language") === "en" ? " " : ""}${t("assignment.list.totalSealed")}`}
      </p>
    </section>
  );
}
