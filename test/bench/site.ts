// npm run bench:site: the waiting time for live tests while typing, and for the exercise page,
// from a server in a separate process, over HTTP.
//
//   live tests, right   fit-a-line's visible tests; each request another text, so that no
//                       answer is known already
//   live tests, wrong   the same with a mistake that has a name, and a smallest failing input
//   with own tests      the right code, and three expressions of one's own
//   try it              one expression over it
//   page                the exercise page's HTML
//
// Then, in this process, the time to draw each kind of figure with as many numbers as it may have.
//
// Prints a table, sizes, and the same as one line of JSON. Nothing here passes or fails. --short: a
// few seconds, for CI

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { findPercentiles, type Percentiles } from "./find-percentiles.ts";
import { measurePictures } from "./measure-pictures.ts";
import { startServer } from "./start-server.ts";
import { LLM_PRIMER } from "../support/packs.ts";
import { weighPage } from "../support/page-weight.ts";

const short = process.argv.includes("--short");
const COUNTS = short
  ? { warm: 100, liveTests: 60, pages: 60 }
  : { warm: 400, liveTests: 300, pages: 300 };
const PATH = "/exercises/llm-primer/fit-a-line";
const GOALS = { liveTestsP95Ms: 100, pageP95Ms: 30, pictureMs: 2, gzipKb: 250 };
/** Live tests may run as fast as a person types; faster, and their budget would be measured. */
const PAUSE_MS = 20;

const OWN_TESTS = ["predict(fit(X, y), [[6]])", "fit(X, y).coef", "evaluate(fit(X, y), X, y)"].map(
  (code) => ({ kind: "expression", code, expected: null }),
);

const readExample = (path: string) =>
  readFileSync(join(LLM_PRIMER, "fit-a-line", "submissions", path), "utf8");
const right = readExample("accepted/conjugate-gradients.ts");
const wrong = readExample("wrong_answer/no-intercept.ts");

const server = await startServer();
const { url } = server;
let next = 0;
try {
  for (let i = 0; i < COUNTS.warm; i++) await runLiveTests(right);
  const rows = {
    "live tests, right": await measure(COUNTS.liveTests, () => runLiveTests(right), PAUSE_MS),
    "live tests, wrong": await measure(COUNTS.liveTests, () => runLiveTests(wrong), PAUSE_MS),
    "with own tests": await measure(
      COUNTS.liveTests,
      () => runLiveTests(right, { ownTests: OWN_TESTS }),
      PAUSE_MS,
    ),
    "try it": await measure(COUNTS.liveTests, () => tryOut(right), PAUSE_MS),
    page: await measure(COUNTS.pages, readPage, 0),
  };
  const weight = await weighPage(url, PATH);
  console.log(`\nfit-a-line over HTTP, one reader at a time, ${availableParallelism()} cores\n`);
  console.log("                       p50 ms     p95 ms     p99 ms       goal for p95");
  for (const [name, { p50Ms, p95Ms, p99Ms }] of Object.entries(rows)) {
    const goal = name === "page" ? GOALS.pageP95Ms : GOALS.liveTestsP95Ms;
    console.log(
      name.padEnd(18) +
        [p50Ms, p95Ms, p99Ms].map((value) => value.toFixed(1).padStart(11)).join("") +
        `${goal} ms`.padStart(19),
    );
  }
  const pictures = measurePictures(short ? 20 : 200);
  console.log(`\na picture, with as many numbers as it may have (goal ${GOALS.pictureMs} ms)`);
  for (const { kind, p50Ms, p95Ms } of pictures)
    console.log(
      `  ${kind.padEnd(16)}${p50Ms.toFixed(2).padStart(11)}${p95Ms.toFixed(2).padStart(11)}`,
    );
  console.log(
    `\nscripts and styles of the page, gzipped: ${(weight.gzipBytes / 1000).toFixed(1)} kB (goal ${GOALS.gzipKb} kB)`,
  );
  for (const { name, gzipBytes } of weight.files)
    console.log(`  ${(gzipBytes / 1000).toFixed(1).padStart(7)} kB  ${name}`);
  console.log(
    `\n${JSON.stringify({ rows, pictures, gzipBytes: weight.gzipBytes, cores: availableParallelism() })}`,
  );
} finally {
  await server.stop();
}

async function runLiveTests(source: string, more: object = {}): Promise<void> {
  await ask("live-tests", source, more);
}

async function tryOut(source: string): Promise<void> {
  await ask("try", source, { code: OWN_TESTS[0]!.code });
}

async function ask(what: string, source: string, more: object): Promise<void> {
  const body = JSON.stringify({ source: `${source}\n// ${next++}\n`, tab: "bench", ...more });
  for (;;) {
    const response = await fetch(`${url}${PATH}/${what}`, {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", origin: url },
      body,
    });
    const answer = (await response.json()) as { state: string; retryMs?: number };
    if (answer.state === "done") return;
    if (answer.state !== "busy" && answer.state !== "paused")
      throw new Error(`${response.status} ${JSON.stringify(answer)}`);
    if (next > COUNTS.warm) throw new Error("the budget was measured, not the live tests");
    await pause(answer.retryMs ?? 1000);
  }
}

async function readPage(): Promise<void> {
  const response = await fetch(`${url}${PATH}`);
  if (!response.ok || (await response.text()).length < 10_000)
    throw new Error(`the page is not there: ${response.status}`);
}

async function measure(
  count: number,
  run: () => Promise<void>,
  pauseMs: number,
): Promise<Percentiles> {
  const latencies: number[] = [];
  for (let i = 0; i < count; i++) {
    const startedMs = performance.now();
    await run();
    latencies.push(performance.now() - startedMs);
    await pause(pauseMs);
  }
  return findPercentiles(latencies);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
