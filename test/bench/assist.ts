// npm run bench:assist: how long type errors take while nobody completes code, and while twenty
// students do, in turns in the same run, from a server in a separate process, over HTTP.
//
// Each of the twenty asks once a second, as after a dot, about another text each time. What the
// server answers with "busy" is counted: then the editor's own list stands.
//
// Prints a table, and the same as one line of JSON. Nothing here passes or fails. --short: a few
// seconds.

import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { LLM_PRIMER } from "../support/packs.ts";
import { findPercentiles } from "./find-percentiles.ts";
import { startServer } from "./start-server.ts";

const short = process.argv.includes("--short");
const ROUNDS = short ? 2 : 6;
const CHECKS_PER_ROUND = short ? 20 : 60;
const WARM = short ? 20 : 60;
const STUDENTS = 20;
const STUDENT_PAUSE_MS = 1000;
/** One person cannot cause more type checks than this. */
const CHECK_PAUSE_MS = 100;
const PATH = "/exercises/llm-primer/fit-a-line";
const SOURCE = readFileSync(
  join(LLM_PRIMER, "fit-a-line", "submissions", "accepted", "conjugate-gradients.ts"),
  "utf8",
);

const { url, stop } = await startServer();
let texts = 0;
try {
  for (let i = 0; i < WARM; i++) await checkTypes();
  const alone: number[] = [];
  const beside: number[] = [];
  const replies = { done: 0, busy: 0 };
  const answers: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await measureChecks(alone);
    const ending = new AbortController();
    const students = Array.from({ length: STUDENTS }, (_, index) =>
      completeUntil(ending.signal, index, replies, answers),
    );
    await measureChecks(beside);
    ending.abort();
    await Promise.all(students);
  }
  const rows = {
    "type errors, nobody completes": findPercentiles(alone),
    "type errors, 20 complete": findPercentiles(beside),
    "their completions": findPercentiles(answers),
  };
  console.log(`\nfit-a-line over HTTP, ${availableParallelism()} cores\n`);
  console.log("                                    p50 ms     p95 ms");
  for (const [name, { p50Ms, p95Ms }] of Object.entries(rows))
    console.log(name.padEnd(31) + [p50Ms, p95Ms].map((ms) => ms.toFixed(1).padStart(11)).join(""));
  const ratio = (at: "p50Ms" | "p95Ms") =>
    rows["type errors, 20 complete"][at] / rows["type errors, nobody completes"][at];
  const ratios = { p50: ratio("p50Ms"), p95: ratio("p95Ms") };
  console.log(
    `\nwith completions / without: ${ratios.p50.toFixed(2)} at p50, ${ratios.p95.toFixed(2)} at p95`,
  );
  console.log(`completions answered: ${replies.done}, busy: ${replies.busy}`);
  console.log(`\n${JSON.stringify({ rows, ratios, replies, cores: availableParallelism() })}`);
} finally {
  await stop();
}

async function measureChecks(latencies: number[]): Promise<void> {
  for (let i = 0; i < CHECKS_PER_ROUND; i++) {
    const startedMs = performance.now();
    await checkTypes();
    latencies.push(performance.now() - startedMs);
    await pause(CHECK_PAUSE_MS);
  }
}

async function checkTypes(): Promise<void> {
  texts += 1;
  const source = `${SOURCE}\n// ${texts}\n`;
  for (;;) {
    const answer = await ask("types", { source, tab: "checks" });
    if (answer.state === "done") return;
    await pause(answer.retryMs ?? 1000);
  }
}

async function completeUntil(
  signal: AbortSignal,
  student: number,
  replies: { done: number; busy: number },
  latencies: number[],
): Promise<void> {
  // They do not type in step.
  await pause((STUDENT_PAUSE_MS * student) / STUDENTS);
  while (!signal.aborted) {
    texts += 1;
    const source = `${SOURCE}\nconst row${texts} = [${texts}];\nrow${texts}.`;
    const body = { source, tab: `student-${student}`, about: "completion", offset: source.length };
    const startedMs = performance.now();
    const { state } = await ask("assist", body);
    latencies.push(performance.now() - startedMs);
    if (state === "done" || state === "busy") replies[state] += 1;
    await pause(STUDENT_PAUSE_MS);
  }
}

async function ask(what: string, body: object): Promise<{ state: string; retryMs?: number }> {
  const response = await fetch(`${url}${PATH}/${what}`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", origin: url },
    body: JSON.stringify(body),
  });
  return (await response.json()) as { state: string; retryMs?: number };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
