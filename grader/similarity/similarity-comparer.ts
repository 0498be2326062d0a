// Compares submissions behind walls, because a hostile text could keep the comparison busy forever.
// Each comparison has its own process, and only one runs at a time. A process that exceeds its
// limit of CPU, time or memory is killed, and there is no result.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { QuestionProgram } from "../walls/parent/question-program.ts";
import { buildProgram, forNode, type WalledProgram } from "../walls/parent/build-program.ts";
import { BusyMachineError } from "../walls/parent/busy-machine.ts";
import { CpuScale } from "../walls/parent/cpu-scale.ts";
import { type RequiredWalls, SlotsUnavailableError } from "../walls/parent/start-behind-walls.ts";
import {
  type SimilarityAnswer,
  similarityAnswer,
  type SimilarityQuestion,
} from "./similarity-messages.ts";
import {
  MAX_COMPARED,
  MAX_TEXT_CHARACTERS,
  type SimilarityRequest,
  type SimilarityResult,
} from "./similarity-result.ts";

export type Comparison =
  | { ok: true; result: SimilarityResult }
  | { ok: false; slow: boolean; detail: string };

const here = dirname(fileURLToPath(import.meta.url));

export function buildSimilarityProgram(): WalledProgram {
  const typescript = dirname(createRequire(import.meta.url).resolve("typescript-js"));
  const folder = buildProgram("similarity", [here], {
    "slot.mjs": { ...forNode, entryPoints: [join(here, "similarity-program.ts")] },
    // Not minified: that would block the server for a second, and saves a tenth of a second for
    // each comparison.
    "typescript.cjs": () => readFileSync(join(typescript, "typescript.js"), "utf8"),
  });
  return { folder, addon: undefined };
}

export class SimilarityComparer {
  readonly #program: QuestionProgram<SimilarityAnswer>;
  readonly #scale: CpuScale;
  #last: Promise<unknown> = Promise.resolve();

  /** The process itself stops well before this limit, and returns what it has found. */
  constructor(
    limits: { cpuTimeMs?: number; residentMiB?: number } = {},
    scale = new CpuScale(),
    requiredWalls?: RequiredWalls,
  ) {
    this.#scale = scale;
    this.#program = new QuestionProgram<SimilarityAnswer>({
      what: "no process that compares submissions",
      program: buildSimilarityProgram,
      answers: similarityAnswer,
      limits: {
        cpuTimeMs: 90_000,
        wallMs: 20 * 60_000,
        residentMiB: 900,
        answerBytes: 16 * 1024 * 1024,
        ...limits,
      },
      scale,
      requiredWalls,
      addressSpaceMiB: 3400,
      cpuSeconds: 120,
    });
  }

  /**
   * Ignores texts after the first 1000, and characters after the first 65,536 of each text. Throws
   * `SlotsUnavailableError`.
   */
  compare(request: SimilarityRequest): Promise<Comparison> {
    const compared = this.#last.then(() => this.#compare(request));
    this.#last = compared.catch(() => undefined);
    return compared;
  }

  get busyPids(): number[] {
    return this.#program.busyPids;
  }

  async drain(): Promise<void> {
    await this.#last;
    await this.close();
  }

  async close(): Promise<void> {
    await this.#program.close();
    await this.#last;
  }

  async #compare({ texts, given }: SimilarityRequest): Promise<Comparison> {
    const cut = (text: string) => text.slice(0, MAX_TEXT_CHARACTERS);
    try {
      const asked = await this.#program.start();
      const answer = await asked.ask({
        cpuFactor: this.#scale.factor,
        texts: texts.slice(0, MAX_COMPARED).map(cut),
        given: given.map(cut),
      } satisfies SimilarityQuestion);
      if (answer.type === "compared") return { ok: true, result: answer.result };
      if (this.#program.isClosed) throw new SlotsUnavailableError("the grader is closed");
      if (answer.type === "lost" && answer.why === "busy")
        throw new BusyMachineError(`comparing submissions: ${answer.detail}`);
      return {
        ok: false,
        slow: answer.type === "lost" && answer.why === "slow",
        detail: answer.detail,
      };
    } finally {
      await this.#program.stop();
    }
  }
}
