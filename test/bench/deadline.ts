// npm run bench:deadline: how long students wait for grading before a deadline, by the number of
// graders (slots of this machine and of workers together), for 1,000, 100,000 and 1,000,000 students.
// A simulation over the line that the server uses: no database, and no time passes.
//
// The model: in the last four hours each student submits twice on average, at random times; in the
// last hour twice as often as before. Grading times are log-normal, fitted to the times that one
// right and one wrong submission of each exercise take here, measured first. Two submissions of a
// student may wait; more are refused.
//
//   plain    nothing else happens
//   flood    in the last hour, one more student submits every 100 ms; the waiting times are the others'
//   loss     half an hour before the deadline, a tenth of the graders is lost; 30 s later their
//            submissions are handed out again
//
// Waiting: from the submission to the start of the grading that gave the report. Prints a table, then
// the same as one line of JSON. Fails if a submission is lost or graded twice.
//
//   --short                      without a million students; measures three exercises
//   --median-ms 40 --sigma 0.5   these grading times; measures nothing, so the output is always the same
//   --load                       runs bench:load for ten seconds and simulates the same, several times;
//                                prints by what factor they differ
//   --rate 5                     for --load: so many submissions a second
//   --runs 5                     for --load: so many times

import { parseArgs } from "node:util";
import { compareWithLoad } from "./deadline/compare-with-load.ts";
import type { Rush } from "./deadline/arrivals.ts";
import { fitLogNormal, type LogNormal, meanMs } from "./deadline/random.ts";
import { busyGraders, listCases, type Result, runCase } from "./deadline/scenarios.ts";
import { measureServiceMs } from "./deadline/service-times.ts";

const SUBMISSIONS_EACH = 2;
const HOURS = 4;

const { values: options } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    load: { type: "boolean", default: false },
    rate: { type: "string", default: "5" },
    runs: { type: "string", default: "5" },
    "median-ms": { type: "string" },
    sigma: { type: "string", default: "0.5" },
  },
});

const sizes = options.short ? [1000, 100_000] : [1000, 100_000, 1_000_000];

if (options.load) await compareWithLoad(Number(options.rate), Number(options.runs));
else printDeadline(await chooseService());

async function chooseService(): Promise<LogNormal> {
  const medianMs = options["median-ms"];
  if (medianMs !== undefined) return { medianMs: Number(medianMs), sigma: Number(options.sigma) };
  const times = await measureServiceMs(options.short ? 3 : Infinity);
  const mean = times.reduce((sum, ms) => sum + ms, 0) / times.length;
  console.log(`${times.length} submissions measured here, mean ${mean.toFixed(1)} ms`);
  return fitLogNormal(times);
}

function printDeadline(service: LogNormal): void {
  console.log(
    `grading times: median ${service.medianMs.toFixed(1)} ms, mean ${meanMs(service).toFixed(1)} ms, sigma ${service.sigma.toFixed(2)}`,
  );
  const results: Result[] = [];
  for (const students of sizes) {
    const rush: Rush = { students, submissionsEach: SUBMISSIONS_EACH, hours: HOURS };
    console.log(
      `\n${students} students: the last hour keeps ${busyGraders(rush, service).toFixed(2)} graders busy on average\n`,
    );
    console.log(
      ["", "graders", "graded", "refused", "p50 s", "p99 s", "worst s", "most in line"]
        .map((title, i) => (i === 0 ? title.padEnd(7) : title.padStart(13)))
        .join(""),
    );
    for (const one of listCases(rush, service)) {
      const result = runCase(rush, service, one);
      printResult(result);
      results.push(result);
    }
  }
  console.log(`\n${JSON.stringify({ service, results })}`);
}

function printResult(result: Result): void {
  const { kind, graders, graded, refused, p50Ms, p99Ms, worstMs, mostWaiting } = result;
  const cells = [
    String(graders),
    String(graded),
    String(refused),
    ...[p50Ms, p99Ms, worstMs].map((ms) => (ms / 1000).toFixed(2)),
    String(mostWaiting),
  ];
  console.log(kind.padEnd(7) + cells.map((cell) => cell.padStart(13)).join(""));
}
