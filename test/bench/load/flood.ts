// How long submissions of a class take alone, and beside one student who sends very many. The site
// takes two waiting submissions of one student for an assignment and 60 a minute, and refuses the
// rest; those that it takes wait behind the first of everyone else.

import { setTimeout as sleep } from "node:timers/promises";
import type { Sample } from "./samples.ts";
import type { LoadStudent } from "./student.ts";
import { computePercentiles, type Percentiles } from "./table.ts";
import type { Traffic } from "./traffic.ts";

const OTHERS = 19;
const FLOOD = 200;
/** Requests of the student who floods. */
const AT_ONCE = 8;
/** Until the rest of the flood is graded. */
const PAUSE_MS = 2000;

export interface FloodResult {
  rounds: number;
  /** From sending to the report, of the others. */
  aloneMs: Percentiles;
  besideFloodMs: Percentiles;
  /** 99th percentiles: beside the flood / alone. */
  ratio: number;
  /** Submissions of the students who flooded. */
  taken: number;
  refused: number;
}

/** `traffic`: warmed up. In each round the others send at the same time, alone and beside a flood. */
export async function measureFlood(traffic: Traffic, rounds: number): Promise<FloodResult> {
  const { students } = traffic;
  const others = students.slice(0, OTHERS);
  const times: Record<"alone" | "beside", number[]> = { alone: [], beside: [] };
  const counts = { taken: 0, refused: 0 };
  for (let round = 0; round < rounds; round += 1) {
    times.alone.push(...(await submitTwice(others, traffic)));
    // Another student each time, because of the limit for a minute.
    const flooding = flood(students[OTHERS + round]!, traffic, counts);
    times.beside.push(...(await submitTwice(others, traffic)));
    await flooding;
    await sleep(PAUSE_MS);
  }
  const aloneMs = computePercentiles(times.alone);
  const besideFloodMs = computePercentiles(times.beside);
  return { rounds, aloneMs, besideFloodMs, ratio: besideFloodMs.p99 / aloneMs.p99, ...counts };
}

export function printFlood({ rounds, aloneMs, besideFloodMs, ratio, ...flood }: FloodResult): void {
  const print = (name: string, { p50, p99 }: Percentiles) =>
    console.log(`${name.padEnd(24)}${p50.toFixed(0).padStart(9)}${p99.toFixed(0).padStart(9)}`);
  console.log(
    `${OTHERS} students send two submissions each, ${rounds} times alone and ${rounds} times beside ` +
      `one who sends ${FLOOD} (${flood.taken} taken, ${flood.refused} refused); two workers\n`,
  );
  console.log(`${"milliseconds".padEnd(24)}${"p50".padStart(9)}${"p99".padStart(9)}`);
  print("form to report, alone", aloneMs);
  print("beside the flood", besideFloodMs);
  console.log(`\nthe flood makes p99 ${ratio.toFixed(2)} times as long\n`);
}

/** Each student sends one submission to each exercise, all at the same time. */
async function submitTwice(students: LoadStudent[], traffic: Traffic): Promise<number[]> {
  const submitting = students.flatMap((student) =>
    [traffic.nextOf(0), traffic.nextOf(1)].map((sample) => student.submit(sample)),
  );
  return (await Promise.all(submitting)).map(({ reportedMs }) => reportedMs);
}

async function flood(
  student: LoadStudent,
  traffic: Traffic,
  counts: { taken: number; refused: number },
): Promise<void> {
  const samples: Sample[] = Array.from({ length: FLOOD }, (_, i) => traffic.nextOf(i % 2));
  const sendAgain = async () => {
    for (let sample = samples.pop(); sample !== undefined; sample = samples.pop())
      counts[(await student.send(sample)) ? "taken" : "refused"] += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sendAgain));
}
