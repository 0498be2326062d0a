// A fixed small program that measures the CPU speed of a slot. It is compiled and run like a
// submission, in the same kind of isolate, and its CPU time is measured in the same way. Runs only
// in a slot that has run nothing else. grader/walls/parent/cpu-scale.ts explains the result.

import { Sandbox } from "./isolate.ts";

/**
 * A round is like a submission: a new isolate, loading, some cases. The median of the rounds
 * counts.
 */
const ROUNDS = 5;
const CASES = 3;
const FUNCTIONS = 60;
const WALL_MS = 60_000;

/**
 * Functions that are each called a few times (compilation), loops over numbers, and short-lived
 * objects, lists and strings (allocation).
 */
const NUMBERS = `
exports.measure = (n) => {
  let state = n + 1;
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  const size = 28;
  const a = [], b = [], c = [];
  for (let i = 0; i < size; i++) {
    a.push([]); b.push([]); c.push([]);
    for (let j = 0; j < size; j++) { a[i].push(next()); b[i].push(next()); c[i].push(0); }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) {
    let s = 0; for (let k = 0; k < size; k++) s += a[i][k] * b[k][j]; c[i][j] = s;
  }
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++)
    sum += Math.sqrt(c[i][j]) + Math.exp(-c[i][j]);
  const words = new Map();
  for (let i = 0; i < 600; i++) {
    const word = "w" + Math.floor(next() * 97);
    const seen = words.get(word) ?? { count: 0, at: [] };
    words.set(word, { count: seen.count + 1, at: [...seen.at, i] });
  }
  const sorted = [...words]
    .map(([word, { count, at }]) => ({ word, count, last: at[at.length - 1] }))
    .sort((x, y) => y.count - x.count || (x.word < y.word ? -1 : 1));
  for (const f of functions) sum += f(sorted.length);
  return sum + sorted.map(({ word, last }) => word + last).join(" ").length;
};
`;

function programText(round: number): string {
  const functions = Array.from({ length: FUNCTIONS }, (_, i) =>
    [
      `function f${round}_${i}(x) { const xs = [x, ${i}, x * ${i + 1}]; let s = 0;`,
      `for (const v of xs) s += v % 7 === ${i % 7} ? v : -v / ${i + 2};`,
      `return { s, i: ${i} }.s; }`,
    ].join(" "),
  );
  const names = Array.from({ length: FUNCTIONS }, (_, i) => `f${round}_${i}`);
  return `${functions.join("\n")}\nconst functions = [${names.join(", ")}];\n${NUMBERS}`;
}

/** The thread's CPU time for each round. */
export function measureCpu(): number[] {
  return Array.from({ length: ROUNDS }, (_, round) => {
    const sandbox = new Sandbox({ memoryMiB: 64 });
    try {
      sandbox.begin(1, 4096);
      const answers = [
        sandbox.loadCode(programText(round), "yardstick.js", ["measure"], WALL_MS),
        ...Array.from({ length: CASES }, (_, i) => sandbox.callCase(String(i), "measure", WALL_MS)),
      ];
      if (answers.some((answer) => answer.kind !== "text" || !answer.text.startsWith('{"s":"v"')))
        throw new Error("the yardstick fails");
      return answers.reduce((sum, { cpuTimeMs }) => sum + cpuTimeMs, 0);
    } finally {
      sandbox.dispose();
    }
  });
}
