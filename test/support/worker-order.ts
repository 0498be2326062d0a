// A submission as an order for a worker, and the report that the grader makes of it.

import { createGrader } from "../../grader/index.ts";
import type { Exercise } from "../../grader/doors/packs.ts";
import type { Report } from "../../grader/doors/reports.ts";
import type { GradeOrder } from "../../src/workers/messages.ts";

const SOURCE = "export const total = (values: number[]) => values.reduce((a, b) => a + b, 0);";

/** For `sum` of the pack `tiny`. */
export function makeOrder({ hash, pack }: Exercise): GradeOrder {
  return {
    kind: "grade",
    walls: [],
    version: { hash, pack },
    source: SOURCE,
    fileName: "submission.ts",
    groups: "all",
    ownTests: [],
    seed: 3,
    hiddenSeed: 5,
  };
}

export async function gradeOrder(
  exercise: Exercise,
  { source, fileName, seed, hiddenSeed }: GradeOrder,
): Promise<Report> {
  const grader = createGrader({ submissions: { size: 1 } });
  try {
    const bytes = new TextEncoder().encode(source);
    return await grader.grade({ exercise, source: bytes, fileName, seed, hiddenSeed });
  } finally {
    await grader.close();
  }
}
