// The grader: slots for submissions and for packs, the renderer of statements, the comparer and the
// type checker, opened and closed together.

import { ENGINE_VERSION } from "./engine.ts";
import { grade } from "./grade.ts";
import type { GradeRequest } from "./grade-request.ts";
import { PackPrograms } from "./pack-programs.ts";
import type { Report } from "./report.ts";
import { CpuScale } from "./walls/parent/cpu-scale.ts";
import { type PoolOptions, SlotPool } from "./slots/parent/slot-pool.ts";
import type { TypeProblem } from "./type-check/type-messages.ts";
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
  TypeChecker,
  type TypeCheckerState,
  type TypesRequest,
} from "./type-check/type-checker.ts";

export interface GraderOptions {
  /**
   * The site's, that the seeds of hidden groups are derived with; default: "", and anyone who has
   * the pack can compute them.
   */
  secret?: string;
  /**
   * What CPU is worth here, where that is not to be measured: 2 on a machine half as fast as the
   * reference machine.
   */
  cpuFactor?: number | undefined;
  /** Slots for submissions; default: as many as there are cores, one spare. */
  submissions?: PoolOptions;
  /** Slots for pack code; default: one, started when first needed. */
  packs?: PoolOptions;
  /**
   * The type checker starts when it is first asked, which takes a second or two of CPU; with this,
   * by itself so long after the slots are up.
   */
  typeCheckerAfterMs?: number;
  /**
   * Nothing runs behind fewer walls than these; default: none of them, and whatever stands here is
   * taken.
   */
  requiredWalls?: RequiredWalls;
}

export interface Grader {
  /**
   * Puts the walls up and tests them; `grade` does it by itself when it has not been done.
   * `withPacks`: waits for the slots of packs' code, too. Throws `SlotsUnavailableError`.
   */
  open(options?: { withPacks?: boolean }): Promise<WallReport>;
  /**
   * Called if slots no longer start, or lack a wall that they must have by now: nothing can be
   * graded any more.
   */
  onFailed(listener: (error: Error) => void): void;
  grade(request: GradeRequest): Promise<Report>;
  /**
   * HTML for each text, in their order, made behind walls; what is wrong with a text is its result.
   * Throws `SlotsUnavailableError`.
   */
  renderStatements(texts: StatementText[]): Promise<RenderedStatement[]>;
  /**
   * What looks alike among texts, found behind walls; what comes out is a list to look at, and no
   * verdict. Throws `SlotsUnavailableError`.
   */
  compareTexts(request: SimilarityRequest): Promise<Comparison>;
  /**
   * What TypeScript has to say about a text; nothing where it cannot be asked (see `typeChecker`
   * below). Throws `JobCancelledError`.
   */
  checkTypes(request: TypesRequest): Promise<TypeProblem[]>;
  readonly typeChecker: TypeCheckerState;
  /**
   * How many of this machine's milliseconds of CPU stand for one of the reference machine's: limits
   * are multiplied by it. 1 until a slot is up.
   */
  readonly cpuFactor: number;
  /** Takes no more work, finishes what runs, then ends every slot. */
  drain(): Promise<void>;
  /** Ends every slot now. */
  close(): Promise<void>;
  readonly programs: PackPrograms;
  /** Nothing runs behind fewer than these. */
  readonly requiredWalls: readonly Wall[];
  /** Process ids of the slots at work. */
  busyPids(): number[];
}

/** Pack slots keep several isolates. */
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
    engine: ENGINE_VERSION,
    secret: options.secret ?? "",
  };
  return {
    open: async ({ withPacks = false } = {}) => {
      // Side by side; a caller that needs a pack slot waits for it, and gets the reason if there is
      // none.
      const opening = packs.open();
      opening.catch(() => undefined);
      await submissions.open();
      if (withPacks) await opening;
      if (options.typeCheckerAfterMs !== undefined)
        setTimeout(() => void types.open(), options.typeCheckerAfterMs).unref();
      return submissions.walls!;
    },
    onFailed: (listener) => {
      for (const pool of [submissions, packs]) pool.onFailed(listener);
    },
    grade: (request) => grade(context, request),
    renderStatements: (texts) => statements.render(texts),
    compareTexts: (request) => similarity.compare(request),
    checkTypes: (request) => types.check(request),
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
