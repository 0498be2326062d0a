// What bench:load prints.

import type { CpuTimes, Part } from "./cpu-meter.ts";
import type { Measured } from "./traffic.ts";

const PARTS: Part[] = ["server", "worker", "slots", "redis", "bench"];

export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

export interface Result {
  seconds: number;
  submissions: number;
  errors: number;
  perSecond: number;
  /** From sending the form to its answer. */
  acknowledgedMs: Percentiles;
  /** From sending the form to the report. */
  reportedMs: Percentiles;
  pagesMs: Record<string, Percentiles & { pages: number }>;
  /** A submission, with its share of pages. */
  cpuMs: CpuTimes;
}

export function summarize(measured: Measured): Result {
  const { seconds, submissions, errors, acknowledgedMs, reportedMs, pagesMs, cpuMs } = measured;
  const shares = PARTS.map((part) => [part, round(cpuMs[part] / Math.max(1, submissions))]);
  return {
    seconds: round(seconds),
    submissions,
    errors: errors.length,
    perSecond: round(submissions / seconds),
    acknowledgedMs: computePercentiles(acknowledgedMs),
    reportedMs: computePercentiles(reportedMs),
    pagesMs: Object.fromEntries(
      [...pagesMs].map(([name, values]) => [
        name,
        { pages: values.length, ...computePercentiles(values) },
      ]),
    ),
    cpuMs: Object.fromEntries(shares) as CpuTimes,
  };
}

export interface Row extends Result {
  name: string;
  /** Simulated workers have no slots; their cost is the yardstick's. */
  isSimulated: boolean;
}

/** What one submission costs outside the server, as measured before the run. */
export interface Yardstick {
  /** For simulated workers, which have no slots. */
  slotsMs: number;
  /** The bare isolate's work. */
  bareMs: number;
}

export function printTimes({ acknowledgedMs, reportedMs, pagesMs }: Result): void {
  const print = (name: string, cells: (number | string)[]) =>
    console.log(
      name.padEnd(24) +
        cells
          .map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell).padStart(9))
          .join(""),
    );
  const printRow = (name: string, { p50, p95, p99 }: Percentiles) => print(name, [p50, p95, p99]);
  print("milliseconds", ["p50", "p95", "p99"]);
  printRow("form to answer", acknowledgedMs);
  printRow("form to report", reportedMs);
  for (const [name, values] of Object.entries(pagesMs)) printRow(`page: ${name}`, values);
}

/** One line for each form; ratios are of CPU times. */
export function printForms(rows: Row[], yardstick: Yardstick): void {
  const titles = ["per s", "p50 ms", "p99 ms", ...PARTS];
  const ratios = ["srv/slots", "srv/bare", "slots/bare", "both/bare"];
  const width = 11;
  const print = (name: string, cells: string[]) =>
    console.log(name.padEnd(22) + cells.map((cell) => cell.padStart(width)).join(""));
  console.log("CPU in milliseconds a submission, and ratios of it\n");
  print("", [...titles, ...ratios]);
  for (const { name, isSimulated, perSecond, reportedMs, cpuMs } of rows) {
    const { bareMs } = yardstick;
    const slots = isSimulated ? yardstick.slotsMs : cpuMs.slots;
    print(name, [
      perSecond.toFixed(1),
      ...[reportedMs.p50, reportedMs.p99].map((ms) => ms.toFixed(0)),
      ...PARTS.map((part) => cpuMs[part].toFixed(1)),
      ...[
        cpuMs.server / slots,
        cpuMs.server / bareMs,
        slots / bareMs,
        (cpuMs.server + slots) / bareMs,
      ].map((ratio) => ratio.toFixed(2)),
    ]);
  }
}

export function computePercentiles(values: number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
