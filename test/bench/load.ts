// npm run bench:load: a class that submits all at once to its assignments, against a real server
// process. Fifty submissions a second for a minute, from two hundred students in turn, whether or
// not the ones before are graded (open loop), beside twenty readers who go round the pages.
//
// Three forms, one after the other (bench/load/site.ts): the server alone; a server and one worker,
// joined by a Redis on this machine; a server with simulated workers, which shows what the server
// itself can take. The last one is then kept busy (closed loop), to find the rate that fills it.
// Then, with two workers: what it means for a class if one student sends very many.
//
// Each student's submission goes the way of a browser: the form, the page that it leads to, that
// page's events until the report is there. Prints times, CPU times of each submission, and these
// beside the bare isolate's work (bench/bare.ts), then the same as one line of JSON. Fails on any
// answer that is not the right one: another status than 303 and 200 (so 429 too), another verdict
// than the submission's.
//
//   --form simulated   one of the forms only: one, worker, simulated or flood
//   --short            ten seconds
//   --rate 20          so many a second, for a slower machine
//   --right            right submissions only
//   --web 2            keeps simulated workers' server busy with one and with two web processes
//   --profile          writes a CPU profile of the server into the working folder

import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { HAS_REDIS } from "../support/redis-server.ts";
import { closeConnections } from "./load/ask.ts";
import type { Output } from "./load/output.ts";
import { type FloodResult, measureFlood, printFlood } from "./load/flood.ts";
import { type MeasuredGrading, measureGradings } from "./load/measure-gradings.ts";
import { Samples } from "./load/samples.ts";
import { BenchSite, type Form, FORMS, type SiteOptions } from "./load/site.ts";
import { printForms, printTimes, type Row, summarize, type Yardstick } from "./load/table.ts";
import { type Measured, READERS, Traffic } from "./load/traffic.ts";

const { values: options } = parseArgs({
  options: {
    form: { type: "string" },
    short: { type: "boolean", default: false },
    rate: { type: "string", default: "50" },
    right: { type: "boolean", default: false },
    web: { type: "string", default: "1" },
    profile: { type: "boolean", default: false },
  },
});
const seconds = options.short ? 10 : 60;
const forms = FORMS.filter((form) => options.form === undefined || options.form === form);
if (forms.length === 0) throw new Error(`--form is one of ${FORMS.join(", ")}`);
if (!HAS_REDIS && options.form !== "one")
  throw new Error("there is no redis-server (apt install redis-server); --form one needs none");

const samples = new Samples({ onlyRight: options.right });
const gradings = await measureGradings(samples.all);
const yardstick: Yardstick = {
  slotsMs: meanOf(({ slotsCpuMs }) => slotsCpuMs),
  bareMs: meanOf(({ bareCpuMs }) => bareCpuMs),
};
const parentMs = meanOf(({ parentCpuMs }) => parentCpuMs);
console.log(
  `grading alone: ${parentMs.toFixed(1)} ms of CPU in the process that judges, ` +
    `${yardstick.slotsMs.toFixed(1)} ms in slots; the bare work: ${yardstick.bareMs.toFixed(1)} ms\n`,
);

const rows: Row[] = [];
let flood: FloodResult | undefined;
for (const form of forms)
  await onSite({ form }, async (traffic) => {
    if (form === "flood") {
      flood = await measureFlood(traffic, options.short ? 3 : 10);
      return printFlood(flood);
    }
    note(form, form, await traffic.submitAtRate(Number(options.rate), seconds));
    if (form === "simulated") note("full", form, await traffic.fill(seconds));
  });
const webProcesses = Number(options.web);
if (forms.includes("simulated") && webProcesses > 1)
  await onSite({ form: "simulated", webProcesses }, async (traffic) =>
    note(`full, ${webProcesses} web`, "simulated", await traffic.fill(seconds)),
  );
closeConnections();
if (rows.length > 0) printForms(rows, yardstick);
printWebRatio();
const output: Output = {
  cores: availableParallelism(),
  loadAverage: loadavg()[0]!,
  yardstick,
  gradingsMs: gradings.map(({ parentCpuMs, slotsCpuMs }) => parentCpuMs + slotsCpuMs),
  rows,
  ...(flood !== undefined && { flood }),
};
console.log(`\n${JSON.stringify(output)}`);

async function onSite(
  chosen: Partial<SiteOptions> & { form: Form },
  work: (traffic: Traffic) => Promise<void>,
): Promise<void> {
  const { profile } = options;
  const site = await BenchSite.start({ webProcesses: 1, gradings, profile, ...chosen });
  try {
    const traffic = new Traffic(site, samples);
    await traffic.warmUp();
    await work(traffic);
  } finally {
    await site.close();
  }
}

function note(name: string, form: Form, measured: Measured): void {
  const result = summarize(measured);
  rows.push({ name, isSimulated: form === "simulated", ...result });
  console.log(
    `${name}: ${result.submissions} submissions in ${result.seconds.toFixed(0)} s, ` +
      `${result.errors} errors; ${READERS} readers\n`,
  );
  printTimes(result);
  for (const error of new Set(measured.errors)) console.log(`error: ${error}`);
  if (result.errors > 0) process.exitCode = 1;
  console.log("");
}

function printWebRatio(): void {
  const [one, several] = ["full", `full, ${webProcesses} web`].map((name) =>
    rows.find((row) => row.name === name),
  );
  if (one === undefined || several === undefined) return;
  const ratio = several.perSecond / one.perSecond;
  console.log(
    `\n${webProcesses} web processes carry ${ratio.toFixed(2)} times as many submissions as one`,
  );
}

/** Over submissions. */
function meanOf(value: (grading: MeasuredGrading) => number): number {
  return samples.mean(({ exercise, source }) =>
    value(gradings.find((one) => one.exercise === exercise && one.source === source)!),
  );
}
