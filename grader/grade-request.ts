// The input of grading a submission.

import type { CaseOutcome } from "./slots/parent/case-outcome.ts";
import type { SlotPool } from "./slots/parent/slot-pool.ts";
import type { Judged } from "./judge.ts";
import type { OwnTest } from "./own-tests/own-test.ts";
import type { PackPrograms } from "./pack-programs.ts";
import type { Group } from "./pack/cases.ts";
import type { Exercise } from "./pack/exercise.ts";
import type { GroupReport } from "./report.ts";
import type { TestCase } from "./test-case.ts";
import type { WritingOrder } from "./written-text.ts";

export interface GradeRequest {
  exercise: Exercise;
  source: Uint8Array;
  /** Its extension decides the language. */
  fileName: string;
  /** For the visible groups. Default: derived from the submission's hash. */
  seed?: number | undefined;
  /**
   * For the hidden groups: an integer from 0 to 2^53 - 1. Default: derived from the hashes of
   * submission and exercise, and the site's secret.
   */
  hiddenSeed?: number | undefined;
  /** Default: all. "visible" is for live tests, "none" for trying something out. */
  groups?: "all" | "visible" | "none";
  /** The student's own tests; they count for nothing. */
  ownTests?: readonly OwnTest[];
  /** Lets the submission's language model write, if the exercise has texts for it. */
  writing?: WritingOrder | undefined;
  /** Called with each group as soon as it is judged, hidden ones too: redact before showing. */
  onGroup?: (group: GroupReport) => void;
  signal?: AbortSignal | undefined;
  /**
   * For the check of a pack: the submission is the pack's own code and runs in a pack slot.
   * `bundled` is run instead of `source`.
   */
  asPack?: { bundled: string } | undefined;
  forCheck?: CheckOptions;
}

/** What a report says about visible cases that failed, beyond the differences. */
export const EXPLANATIONS = ["known-mistakes", "patterns", "calls", "smaller-inputs"] as const;
export type Explanation = (typeof EXPLANATIONS)[number];

/** Options for grading an example in the check of a pack. */
export interface CheckOptions {
  /** Shuffles the cases in another order; the cases themselves stay those of `seed`. */
  orderSeed?: number;
  /** Default: all. They take most of the time of a wrong example. */
  explanations?: readonly Explanation[];
  /** Runs nothing after the first limit that is hit. */
  untilLimit?: boolean;
  /** Called with each group's cases after they are judged. */
  observe?: (group: Group, cases: TestCase[], outcomes: CaseOutcome[], judged: Judged[]) => void;
}

export interface GradeContext {
  /** Slots for submissions. */
  submissions: SlotPool;
  /** Slots for the pack's own code. */
  packs: SlotPool;
  programs: PackPrograms;
  /** The version of Gradus. */
  engine: string;
  /** The site's secret for hidden seeds. It never leaves this process. */
  secret: string;
}

/** As they appear in the receipt. */
export interface Seeds {
  visible: number;
  hidden: number;
}
