// npm run bench: how fast and how lean grading is, beside what one would use without Gradus, all
// measured in one run.
//
//   grade         fit-a-line's visible tests through every wall, slots reused, each
//                 submission different
//   bare isolate  the same work in one process without walls, pipes, comparison or report: nothing
//                 with an isolate for each submission can be faster
//   node --test   the same cases as a test file, run as a command
//   vitest run    the same
//   types         the type errors of the same submission, from the running process, each
//                 text different
//   tsc           the same question to TypeScript's command (native code), started each time
//   gradus …      commands beside an empty program of Node's
//
// It prints first the value of CPU time here (grader/walls/parent/cpu-scale.ts), then a table, then
// the same as one line of JSON. Nothing here passes or fails. --short: a few seconds, for CI

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { encodeValue } from "../../grader/pack/cases.ts";
import { createGrader, type Grader } from "../../grader/index.ts";
import { type Exercise } from "../../grader/doors/packs.ts";
import { REFERENCE_ROUND_MS } from "../../grader/walls/parent/cpu-scale.ts";
import { readUsage } from "../../grader/walls/parent/process-usage.ts";
import { slotProcesses } from "../support/processes.ts";
import { load, LLM_PRIMER, ROOT } from "../support/packs.ts";
import { makeBareProgram, measureBare } from "./measure-bare.ts";
import { type Measured, measureCommand, percentiles } from "./measure-command.ts";
import { measureStarts, printStarts, type Start } from "./measure-starts.ts";

const short = process.argv.includes("--short");
const COUNTS = short
  ? { grade: 800, bare: 200, commands: 6, memory: 400, types: 60 }
  : { grade: 2000, bare: 600, commands: 16, memory: 10_000, types: 300 };
const CORES = availableParallelism();
const SEED = 1;

const TSC_OPTIONS = [
  "--ignoreConfig",
  "--noEmit",
  "--skipLibCheck",
  "--strict",
  "--module",
  "esnext",
  "--moduleResolution",
  "bundler",
  "--target",
  "esnext",
  "--lib",
  "esnext",
  "--types",
  "",
];

const exercise = await load(LLM_PRIMER, "fit-a-line");
const source = readFileSync(
  join(LLM_PRIMER, "fit-a-line", "submissions", "accepted", "conjugate-gradients.ts"),
  "utf8",
);
const grader = createGrader();
const walls = await grader.open();
const { cpuFactor } = grader;

const folder = mkdtempSync(join(ROOT, "test", "bench", ".work-"));
try {
  const graded = await measureGrade();
  const memory = await measureMemory();
  const cases = await visibleCases(grader, exercise);
  const types = await measureTypes();
  await grader.close();
  const inputs = cases.map(({ inputText }) => inputText);
  const programs = [makeBareProgram(exercise, source, inputs)];
  const [bare] = await measureBare({ count: COUNTS.bare, programs });
  const files = writeTestFiles(exercise, cases);
  const nodeTest = await measureCommand(process.execPath, ["--test", files.node], COUNTS.commands);
  const vitest = await measureCommand(
    process.execPath,
    [join(ROOT, "node_modules/vitest/vitest.mjs"), "run", "--root", files.vitestRoot],
    Math.ceil(COUNTS.commands / 2),
  );
  const tsc = await measureCommand(
    process.execPath,
    [join(ROOT, "node_modules/typescript/bin/tsc"), ...TSC_OPTIONS, join(folder, "submission.ts")],
    COUNTS.commands,
  );
  const starts = await measureStarts(join(folder, "submission.ts"), COUNTS.commands);
  print({ graded, bare: bare!, nodeTest, vitest, types, tsc, memory, cpuFactor, starts });
} finally {
  await grader.close();
  rmSync(folder, { recursive: true, force: true });
}

// ---- grade -------------------------------------------------------------------------------------
async function gradeMany(count: number, first: number): Promise<number[]> {
  const latencies: number[] = [];
  let next = 0;
  const worker = async () => {
    while (next < count) {
      // A comment makes each a different submission, with its own hash, seed and order of cases.
      const bytes = new TextEncoder().encode(`${source}\n// ${first + next++}\n`);
      const startedMs = performance.now();
      const report = await grader.grade({
        exercise,
        source: bytes,
        fileName: "conjugate-gradients.ts",
        groups: "visible",
      });
      latencies.push(performance.now() - startedMs);
      if (report.verdict !== "accepted")
        throw new Error(`a right submission earned ${report.verdict}`);
    }
  };
  await Promise.all(Array.from({ length: CORES }, worker));
  return latencies;
}

function slotsCpuMs(): number {
  return slotProcesses().reduce((sum, { pid }) => sum + (readUsage(pid)?.cpuTimeMs ?? 0), 0);
}

async function measureGrade(): Promise<Measured> {
  // Until every seed's generated cases are known, as they are after about a hundred submissions in
  // a course.
  await gradeMany(300, 1_000_000);
  const cpuBefore = process.cpuUsage();
  const slotsBefore = slotsCpuMs();
  const startedMs = performance.now();
  const latencies = await gradeMany(COUNTS.grade, 0);
  const wallMs = performance.now() - startedMs;
  const cpu = process.cpuUsage(cpuBefore);
  const cpuMs = ((cpu.user + cpu.system) / 1000 + slotsCpuMs() - slotsBefore) / COUNTS.grade;
  return { perSecond: (COUNTS.grade / wallMs) * 1000, ...percentiles(latencies), cpuMs };
}

async function measureMemory(): Promise<{ submissions: number; residentMiB: number }[]> {
  const samples: { submissions: number; residentMiB: number }[] = [];
  const steps = 5;
  for (let step = 0; step <= steps; step++) {
    globalThis.gc?.();
    samples.push({
      submissions: (COUNTS.memory / steps) * step,
      residentMiB: process.memoryUsage.rss() / 1024 / 1024,
    });
    if (step < steps) await gradeMany(COUNTS.memory / steps, 2_000_000 + step * COUNTS.memory);
  }
  return samples;
}

// ---- types -------------------------------------------------------------------------------------
/** One after the other, as the process accepts them. */
async function measureTypes(): Promise<Measured> {
  const checkMany = async (count: number, first: number) => {
    const latencies: number[] = [];
    for (let i = 0; i < count; i++) {
      const startedMs = performance.now();
      const problems = await grader.checkTypes({
        source: `${source}\n// ${first + i}\n`,
        fileName: "submission.ts",
        language: "en",
      });
      latencies.push(performance.now() - startedMs);
      if (problems.length > 0)
        throw new Error(`a right submission has type errors: ${problems[0]!.message}`);
    }
    return latencies;
  };
  // V8 compiles code that runs often; on a server it has run often.
  await checkMany(40, 1_000_000);
  if (grader.typeChecker.status !== "ready") throw new Error(grader.typeChecker.reason);
  const cpuBeforeMs = slotsCpuMs();
  const startedMs = performance.now();
  const latencies = await checkMany(COUNTS.types, 0);
  const wallMs = performance.now() - startedMs;
  return {
    perSecond: (COUNTS.types / wallMs) * 1000,
    ...percentiles(latencies),
    cpuMs: (slotsCpuMs() - cpuBeforeMs) / COUNTS.types,
  };
}

// ---- the same cases elsewhere ------------------------------------------------------------------
interface BenchCase {
  group: string;
  name: string;
  inputText: string;
  input: unknown;
  expected: unknown;
  tolerance: unknown;
}

async function visibleCases(from: Grader, of: Exercise): Promise<BenchCase[]> {
  const groups = of.groups.filter((group) => group.visible);
  const lists = await Promise.all(
    groups.map(async (group) =>
      (await from.programs.prepareCases(of, group, SEED)).map((c) => ({
        ...c,
        group: group.manifest.id,
      })),
    ),
  );
  return lists.flat().map(({ group, name, inputText, input, expected, tolerance }) => ({
    group,
    name,
    inputText,
    input: plain(input),
    expected: plain(expected),
    tolerance,
  }));
}

/** As JSON has it: the codec distinguishes a negative zero, JSON does not. */
function plain(value: Parameters<typeof encodeValue>[0]): unknown {
  return JSON.parse(encodeValue(value), (_key, item: unknown) =>
    typeof item === "object" && item !== null && "$n" in item ? Number(item.$n) : item,
  );
}

/** The submission, the driver and the cases as a test file each for Node's and vitest's runners. */
function writeTestFiles(of: Exercise, cases: BenchCase[]): { node: string; vitestRoot: string } {
  writeFileSync(join(folder, "submission.ts"), source);
  writeFileSync(join(folder, "driver.ts"), readFileSync(join(of.folder, "driver.ts"), "utf8"));
  writeFileSync(join(folder, "cases.json"), JSON.stringify(cases));
  const body = `
import { readFileSync } from "node:fs";
import * as submission from "./submission.ts";
import run from "./driver.ts";
const cases = JSON.parse(readFileSync(new URL("./cases.json", import.meta.url), "utf8"));
function agree(expected: any, actual: any, tolerance: any, field: string): void {
  if (typeof expected === "number") {
    const { rtol, atol } = tolerance.fields[field] ?? tolerance;
    if (!(Math.abs(actual - expected) <= atol + rtol * Math.abs(expected)))
      throw new Error(field + ": " + actual + " is not " + expected);
  } else if (expected === null) {
    if (actual !== null) throw new Error(field + ": " + actual + " is not null");
  } else for (const key of Object.keys(expected))
    if (expected[key]?.$u !== 0) agree(expected[key], actual[key], tolerance, field || key);
}
for (const { group, name, input, expected, tolerance } of cases)
  test(group + " " + name, () => agree(expected, run(submission as never, input), tolerance, ""));
`;
  const vitestRoot = join(folder, "vitest");
  mkdirSync(vitestRoot);
  for (const name of ["submission.ts", "driver.ts", "cases.json"])
    writeFileSync(join(vitestRoot, name), readFileSync(join(folder, name)));
  const node = join(folder, "node.test.ts");
  writeFileSync(node, `import { test } from "node:test";\n${body}`);
  writeFileSync(join(vitestRoot, "cases.test.ts"), `import { test } from "vitest";\n${body}`);
  writeFileSync(join(vitestRoot, "vitest.config.ts"), "export default {};\n");
  return { node, vitestRoot };
}

// ---- the table ---------------------------------------------------------------------------------
function print(results: {
  cpuFactor: number;
  graded: Measured;
  bare: Measured;
  nodeTest: Measured;
  vitest: Measured;
  types: Measured;
  tsc: Measured;
  memory: { submissions: number; residentMiB: number }[];
  starts: Start[];
}): void {
  const { graded, bare, nodeTest, vitest, types, tsc, memory } = results;
  const round = (results.cpuFactor * REFERENCE_ROUND_MS).toFixed(2);
  const rows: [string, Measured][] = [
    ["grade", graded],
    ["bare isolate", bare],
    ["node --test", nodeTest],
    ["vitest run", vitest],
    ["types", types],
    ["tsc", tsc],
  ];
  console.log(`\nfit-a-line, visible tests, ${CORES} cores, walls: ${walls.standing.join(", ")}`);
  console.log(
    `CPU factor ${results.cpuFactor.toFixed(2)}: a round of the yardstick takes ${round} ms, ` +
      `${REFERENCE_ROUND_MS} ms on the reference machine\n`,
  );
  console.log("                 per second     p50 ms     p99 ms     CPU ms");
  for (const [name, m] of rows)
    console.log(
      name.padEnd(14) +
        [m.perSecond, m.p50Ms, m.p99Ms, m.cpuMs]
          .map((value) => value.toFixed(2).padStart(13))
          .join("")
          .replace(/^ {2}/, ""),
    );
  const ratios = {
    gradeOverNodeTest: graded.perSecond / nodeTest.perSecond,
    gradeOverVitest: graded.perSecond / vitest.perSecond,
    cpuOverBareIsolate: graded.cpuMs / bare.cpuMs,
    typesOverTsc: types.p50Ms / tsc.p50Ms,
  };
  console.log(
    `\ngrade / node --test ${ratios.gradeOverNodeTest.toFixed(1)} times as many a second`,
  );
  console.log(`grade / vitest run  ${ratios.gradeOverVitest.toFixed(1)} times as many a second`);
  console.log(`grade / bare isolate ${ratios.cpuOverBareIsolate.toFixed(2)} times the CPU`);
  console.log(
    `types / tsc ${ratios.typesOverTsc.toFixed(2)} times the median ` +
      `(${types.p50Ms.toFixed(1)} ms warm, ${tsc.p50Ms.toFixed(0)} ms)\n`,
  );
  printStarts(results.starts);
  for (const { submissions, residentMiB } of memory)
    console.log(
      `parent after ${String(submissions).padStart(6)} more submissions: ${residentMiB.toFixed(0)} MiB`,
    );
  console.log(`\n${JSON.stringify({ ...results, ratios, cores: CORES, walls: walls.standing })}`);
}
