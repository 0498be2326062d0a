// Submissions to the exercise `sum` of the pack `tiny`, each with the result that it must get.

interface KnownSubmission {
  source: string;
  verdict: string;
  /** Of 10 points. */
  score: number;
}

const right = (before = "") =>
  "export function total(values: number[]): number { " +
  `${before} return values.reduce((sum, value) => sum + value, 0); }`;

const KNOWN: readonly KnownSubmission[] = [
  { source: right(), verdict: "accepted", score: 10 },
  {
    source: "export const total = (values: number[]) => values.reduce((a, b) => a + b, 0);",
    verdict: "accepted",
    score: 10,
  },
  // Takes a while, so that workers are busy.
  {
    source: right("let n = 0; for (let i = 0; i < 2e6; i += 1) n += i % 3; if (n < 0) return n;"),
    verdict: "accepted",
    score: 10,
  },
  {
    source: "export const total = (values: number[]) => values.length * NaN;",
    verdict: "wrong-answer",
    score: 0,
  },
  {
    source: 'export function total(values: number[]): number { throw new Error("no"); }',
    verdict: "run-time-error",
    score: 0,
  },
  { source: "export const total = (values: number[]) => {", verdict: "compile-error", score: 0 },
  {
    source: "export function total(values: number[]): number { for (;;) values.length; }",
    verdict: "time-limit-exceeded",
    score: 0,
  },
];

const MARK = /^\/\/ known (\d+) /;

/** The last one takes seconds, so it is rare. */
const LAST_SHARE = 0.04;

/** `number`: no two have the same bytes. `choice`: in [0, 1). */
export function makeSubmission(number: number, choice: number): string {
  const last = KNOWN.length - 1;
  const kind = choice >= 1 - LAST_SHARE ? last : Math.floor((choice / (1 - LAST_SHARE)) * last);
  return `// known ${kind} ${number}\n${KNOWN[kind]!.source}\n`;
}

/** The result that this source must get. */
export function findExpected(source: string): KnownSubmission {
  return KNOWN[Number(MARK.exec(source)?.[1])]!;
}
