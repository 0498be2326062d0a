// The worker thread of make-mutants.ts. It parses and prints; it runs no code of the pack.

import { parentPort, workerData } from "node:worker_threads";
import { Instrumenter } from "@stryker-mutator/instrumenter";
import { mutateConstants } from "./constants.ts";
import type { Mutant, MutantSet } from "./mutant.ts";

const source = workerData as string;
const constants = mutateConstants(source);
const operators = await mutateOperators(source);
parentPort!.postMessage({
  mutants: [...operators.mutants, ...constants.mutants].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  ),
  sources: { operators: operators.source, constants: constants.source },
} satisfies MutantSet);

async function mutateOperators(text: string): Promise<{ mutants: Mutant[]; source: string }> {
  const silent = () => undefined;
  const off = () => false;
  const logger = {
    isTraceEnabled: off,
    isDebugEnabled: off,
    isInfoEnabled: off,
    isWarnEnabled: off,
    isErrorEnabled: off,
    isFatalEnabled: off,
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  };
  const { files, mutants } = await new Instrumenter(logger).instrument(
    [{ name: "reference.ts", mutate: true, content: text }],
    { plugins: null, ignorers: [], excludedMutations: [], noHeader: true },
  );
  const starts = lineStarts(text);
  const offset = ({ line, column }: { line: number; column: number }) => starts[line]! + column;
  return {
    source: files[0]!.content,
    mutants: mutants.map(({ id, location: { start, end }, replacement }) => ({
      program: "operators",
      key: id,
      line: start.line + 1,
      column: start.column + 1,
      from: text.slice(offset(start), offset(end)),
      to: replacement,
    })),
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
