// The only door into the grader. `src` imports from here and from nowhere behind it.

import { readFileSync } from "node:fs";
import { grade, type GradeRequest } from "./grade.ts";
import { PackPrograms } from "./pack-programs.ts";
import type { Report } from "./report.ts";
import { type PoolOptions, SlotPool, type WallReport } from "./slots/pool.ts";
import type { TypeProblem } from "./slots/protocol.ts";
import { TypeChecker, type TypeCheckerState, type TypesRequest } from "./types/type-checker.ts";

export interface GraderOptions {
  /** Slots for submissions; default: as many as there are cores, one spare. */
  submissions?: PoolOptions;
  /** Slots for pack code; default: one, started when first needed. */
  packs?: PoolOptions;
  /** When the type checker starts, which takes a second or two of CPU; default: when it is first asked. */
  typeChecker?: "when-needed" | "at-open";
}

export interface Grader {
  /** Puts the walls up and tests them; `grade` does it by itself when it has not been done. Throws `SlotsUnavailableError`. */
  open(): Promise<WallReport>;
  grade(request: GradeRequest): Promise<Report>;
  /** What TypeScript has to say about a text; nothing where it cannot be asked (see `typeChecker`). Throws `JobCancelledError`. */
  checkTypes(request: TypesRequest): Promise<TypeProblem[]>;
  readonly typeChecker: TypeCheckerState;
  /** Takes no more work, finishes what runs, then ends every slot. */
  drain(): Promise<void>;
  /** Ends every slot now. */
  close(): Promise<void>;
  readonly programs: PackPrograms;
  /** Process ids of the slots at work. */
  busyPids(): number[];
}

/** Pack slots keep several isolates. */
const PACK_ADDRESS_SPACE_MIB = 16_000;

export const ENGINE_VERSION = (JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }).version;

export function createGrader(options: GraderOptions = {}): Grader {
  const submissions = new SlotPool(options.submissions);
  const packs = new SlotPool({ size: 1, spares: 0, addressSpaceMiB: PACK_ADDRESS_SPACE_MIB, ...options.packs });
  const programs = new PackPrograms(packs);
  const types = new TypeChecker();
  const parts = [submissions, packs, types];
  const context = { submissions, packs, programs, engine: ENGINE_VERSION };
  return {
    open: async () => {
      // Side by side; whoever needs a pack slot waits for it, and hears then why there is none.
      void packs.open().catch(() => undefined);
      await submissions.open();
      if (options.typeChecker === "at-open") void types.open();
      return submissions.walls!;
    },
    grade: (request) => grade(context, request),
    checkTypes: (request) => types.check(request),
    get typeChecker() {
      return types.state;
    },
    drain: async () => void (await Promise.all(parts.map((part) => part.drain()))),
    close: async () => void (await Promise.all(parts.map((part) => part.close()))),
    programs,
    busyPids: () => parts.flatMap((part) => part.busyPids),
  };
}

export type { Example } from "./pack/examples.ts";
export { findPacks, loadExercise, readExercise, type Exercise, type Pack } from "./pack/load.ts";
export { PackError, type Problem, type ProblemCode } from "./pack/problem.ts";
export { type ExerciseLimits, LANGUAGES, type Language, type Localized } from "./pack/schema.ts";
export type { GradeRequest } from "./grade.ts";
export type { Mismatch, MismatchKind, MismatchNote } from "./compare/compare.ts";
export * from "./report.ts";
export { checkExercises, findTwins } from "./check/check-packs.ts";
export { checkExercise, type ExerciseCheck } from "./check/check-exercise.ts";
export type { CheckProblem, FindingCode } from "./check/finding.ts";
export type { Mutant } from "./check/mutation/mutant.ts";
export { renderStatement } from "./statement/render-statement.ts";
export { JobCancelledError, SlotsUnavailableError, type WallReport } from "./slots/pool.ts";
export type { TypeProblem } from "./slots/protocol.ts";
export type { TypeCheckerState, TypesRequest } from "./types/type-checker.ts";
export { MAX_SOURCE_BYTES } from "./source.ts";
