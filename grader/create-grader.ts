// The grader: slots for submissions and for packs, the statement renderer, the similarity comparer
// and the type checker, opened and closed together.

import { answerCase, type CaseAnswer, type CaseQuestion } from "./answer-case.ts";
import { nameEngine } from "./engine-name.ts";
import { grade } from "./grade.ts";
import type { GradeRequest } from "./grade-request.ts";
import { PackPrograms } from "./pack-programs.ts";
import type { Report } from "./report.ts";
import { CpuScale } from "./walls/parent/cpu-scale.ts";
import { type PoolOptions, SlotPool } from "./slots/parent/slot-pool.ts";
import type { AssistAnswer, TypeProblem } from "./type-check/type-messages.ts";
import type { RequiredWalls, WallReport } from "./walls/parent/start-behind-walls.ts";
import { type Comparison, SimilarityComparer } from "./similarity/similarity-comparer.ts";
import type { SimilarityRequest } from "./similarity/similarity-result.ts";
import {
  type RenderedStatement,
  StatementRenderer,
  type StatementText,
} from "./statement/statement-renderer.ts";
import type { Wall } from "./walls/parent/launch-plans.ts";
import {
  type AssistRequest,
  TypeChecker,
  type TypeCheckerState,
  type TypesRequest,
} from "./type-check/type-checker.ts";

export interface GraderOptions {
  /**
   * The site's secret, from which the seeds of hidden groups are derived. Default: "", with which
   * anyone who has the pack can compute them.
   */
  secret?: string;
  /**
   * The CPU factor of this machine, if it should not be measured: 2 for a machine half as fast as
   * the reference machine.
   */
  cpuFactor?: number | undefined;
  /**
   * Slots for submissions; with size 0 there are none, and no submission can
   * be graded. Default: one for each core, and one spare.
   */
  submissions?: PoolOptions;
  /** Slots for pack code; default: one, started at the first use. */
  packs?: PoolOptions;
  /**
   * The type checker starts at its first request, which takes a second or two of CPU. With this
   * option it starts by itself, this long after the slots.
   */
  typeCheckerAfterMs?: number;
  /**
   * The required walls: nothing runs behind fewer. Default: none, so the walls that work here are
   * used.
   */
  requiredWalls?: RequiredWalls;
}

export interface Grader {
  /**
   * Sets up the walls and tests them. `grade` does it if it has not been done. `withPacks`: also
   * waits for the pack slots. Throws `SlotsUnavailableError`.
   */
  open(options?: { withPacks?: boolean }): Promise<WallReport>;
  /** Called if slots no longer start, or lack a required wall: nothing can be graded any more. */
  onFailed(listener: (error: Error) => void): void;
  grade(request: GradeRequest): Promise<Report>;
  /**
   * Renders each text as HTML behind walls, in order; a problem with a text is its result. Throws
   * `SlotsUnavailableError`.
   */
  renderStatements(texts: StatementText[]): Promise<RenderedStatement[]>;
  /**
   * Finds similar texts, behind walls. The result is a list for a person to review, not a verdict.
   * Throws `SlotsUnavailableError`.
   */
  compareTexts(request: SimilarityRequest): Promise<Comparison>;
  /**
   * The type errors of a text; none if the type checker is not available (see `typeChecker` below).
   * Throws `JobCancelledError`.
   */
  checkTypes(request: TypesRequest): Promise<TypeProblem[]>;
  /**
   * Answers an editor's question about a place in a text; undefined if it cannot be answered now.
   * Throws `JobCancelledError`.
   */
  assistCode(request: AssistRequest): Promise<AssistAnswer | undefined>;
  readonly typeChecker: TypeCheckerState;
  /**
   * What the reference answers to an input that a person has written, if the exercise's validator
   * accepts it. Runs in a pack slot. Throws if the pack's code fails, `BusyMachineError`, and
   * `SlotsUnavailableError`.
   */
  answerCase(question: CaseQuestion): Promise<CaseAnswer>;
  /**
   * How many milliseconds of CPU on this machine count as one of the reference machine. Limits are
   * multiplied by it. 1 until a slot is ready.
   */
  readonly cpuFactor: number;
  /** Accepts no more work, finishes running work, then ends every slot. */
  drain(): Promise<void>;
  /** Ends every slot immediately. */
  close(): Promise<void>;
  readonly programs: PackPrograms;
  /** The required walls. */
  readonly requiredWalls: readonly Wall[];
  /** Process ids of the running slots. */
  busyPids(): number[];
}

/** A pack slot has several loaded isolates. */
const PACK_ADDRESS_SPACE_MIB = 16_000;

export function createGrader(options: GraderOptions = {}): Grader {
  const { requiredWalls } = options;
  const scale = new CpuScale(options.cpuFactor);
  const submissions = new SlotPool({ scale, requiredWalls, ...options.submissions });
  const packs = new SlotPool({
    scale,
    requiredWalls,
    size: 1,
    spares: 0,
    addressSpaceMiB: PACK_ADDRESS_SPACE_MIB,
    ...options.packs,
  });
  const programs = new PackPrograms(packs);
  const statements = new StatementRenderer(scale, requiredWalls);
  const similarity = new SimilarityComparer({}, scale, requiredWalls);
  const types = new TypeChecker({}, scale, requiredWalls);
  const parts = [submissions, packs, types, statements, similarity];
  const context = {
    submissions,
    packs,
    programs,
    engine: nameEngine(),
    secret: options.secret ?? "",
  };
  return {
    open: async ({ withPacks = false } = {}) => {
      // Both kinds start in parallel. A caller that needs a pack slot waits for it, and gets the
      // error if none starts.
      const opening = packs.open();
      opening.catch(() => undefined);
      const isForPacksOnly = options.submissions?.size === 0;
      if (!isForPacksOnly) await submissions.open();
      if (withPacks || isForPacksOnly) await opening;
      if (options.typeCheckerAfterMs !== undefined)
        setTimeout(() => void types.open(), options.typeCheckerAfterMs).unref();
      return (isForPacksOnly ? packs : submissions).walls!;
    },
    onFailed: (listener) => {
      for (const pool of [submissions, packs]) pool.onFailed(listener);
    },
    grade: (request) => grade(context, request),
    renderStatements: (texts) => statements.render(texts),
    compareTexts: (request) => similarity.compare(request),
    checkTypes: (request) => types.check(request),
    assistCode: (request) => types.assist(request),
    answerCase: (question) => answerCase(packs, question),
    get cpuFactor() {
      return scale.factor;
    },
    get typeChecker() {
      return types.state;
    },
    drain: async () => void (await Promise.all(parts.map((part) => part.drain()))),
    close: async () => void (await Promise.all(parts.map((part) => part.close()))),
    programs,
    get requiredWalls() {
      return requiredWalls?.() ?? [];
    },
    busyPids: () => parts.flatMap((part) => part.busyPids),
  };
}
