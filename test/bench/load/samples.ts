// The submissions that bench:load sends: right and wrong ones of two exercises of llm-primer, in turn.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deriveSeed } from "../../../grader/seeds.ts";
import { LLM_PRIMER } from "../../support/packs.ts";

export const LOAD_EXERCISES = ["count-parameters", "fit-a-line"] as const;

/** As many as the grader derives (grader/seeds.ts). */
export const SEEDS = 64;

export interface Sample {
  exercise: string;
  fileName: string;
  source: string;
  isRight: boolean;
}

/** One kind after the other: half of them are right. */
const KINDS = [
  ["count-parameters", "accepted"],
  ["fit-a-line", "accepted"],
  ["count-parameters", "wrong_answer"],
  ["fit-a-line", "wrong_answer"],
] as const;

export class Samples {
  readonly kinds: Sample[][];

  /** `onlyRight`: no wrong ones. */
  constructor({ onlyRight }: { onlyRight: boolean }) {
    const kinds = onlyRight ? KINDS.slice(0, 2) : KINDS;
    this.kinds = kinds.map(([exercise, verdict]) => {
      const folder = join(LLM_PRIMER, exercise, "submissions", verdict);
      return readdirSync(folder)
        .filter((name) => name.endsWith(".ts"))
        .toSorted()
        .map((fileName) => ({
          exercise,
          fileName,
          source: readFileSync(join(folder, fileName), "utf8"),
          isRight: verdict === "accepted",
        }));
    });
  }

  /** Without a comment that makes them different. */
  get all(): Sample[] {
    return this.kinds.flat();
  }

  /** The i-th submission; no two have the same bytes. `seed`: one that is graded with this seed. */
  choose(i: number, seed?: number): Sample {
    const kind = this.kinds[i % this.kinds.length]!;
    const sample = kind[Math.floor(i / this.kinds.length) % kind.length]!;
    for (let salt = 0; ; salt += 1) {
      const source = `${sample.source}\n// ${i} ${seed ?? "any"} ${salt}\n`;
      if (seed === undefined || deriveSeed(hash(source)) === seed) return { ...sample, source };
    }
  }

  /** The mean over submissions, if each kind is sent equally often. */
  mean(value: (sample: Sample) => number): number {
    return mean(this.kinds.map((kind) => mean(kind.map(value))));
  }
}

/** The text of a sample without the comment that `choose` has added. */
export function removeComment(source: string): string {
  return source.replace(/\n\/\/ \d+ \w+ \d+\n$/, "");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
