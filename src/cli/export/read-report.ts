// A report that gradus grade --json printed earlier, read back. It comes from a file that anybody may have written, so everything in it is
// checked on arrival, and what does not fit is named by its place.

import { readFileSync } from "node:fs";
import { z } from "zod";
import { type CaseVerdict, type FailureKind, type MessageCode, type MismatchKind, type MismatchNote, type Report, REPORT_FORMAT, REPORT_VERSION, sumPoints, type Verdict } from "../../../grader/index.ts";
import { hasWords } from "../../i18n/index.ts";
import { UsageError } from "../context.ts";

/** A code that a report may hold has words, and words are all that it is used for. */
const code = <Code extends string>(prefix = "") => z.custom<Code>((value) => typeof value === "string" && hasWords(prefix + value));

const REASONS = ["wrong-answer", "time-limit-exceeded", "memory-limit-exceeded", "output-limit-exceeded", "run-time-error"] as const;
const VERDICTS = ["accepted", ...REASONS, "compile-error", "judge-error"] as const satisfies Verdict[];
const caseVerdict = z.enum(["accepted", ...REASONS, "not-run"]) satisfies z.ZodType<CaseVerdict>;
const mismatchKind = z.enum(["value", "shape", "type", "missing", "extra", "not-finite"]) satisfies z.ZodType<MismatchKind>;
const failureKind = z.union([mismatchKind, z.enum(VERDICTS).exclude(["accepted", "wrong-answer"])]) satisfies z.ZodType<FailureKind>;

const text = z.string();
const localized = z.strictObject({ "zh-CN": text, en: text });
const points = z.number().min(0);
const thrown = z.strictObject({ name: text, message: text, line: z.number() }).nullable();

const mismatch = z.strictObject({
  kind: mismatchKind,
  path: text,
  expected: text,
  actual: text,
  error: z.number().nullable(),
  timesTolerance: z.number().nullable(),
  note: code<MismatchNote>("note.").nullable(),
});

const testCase = z.strictObject({
  name: text,
  verdict: caseVerdict,
  input: text.nullable(),
  expected: text.nullable(),
  actual: text.nullable(),
  mismatches: z.array(mismatch),
  mismatchCount: z.int().min(0),
  thrown,
  console: text,
  hint: localized.nullable(),
  note: localized.nullable(),
  smallest: z.strictObject({ input: text, steps: z.int().min(0), verdict: caseVerdict, mismatches: z.array(mismatch), thrown }).nullable(),
});

const group = z.strictObject({
  id: text,
  title: localized,
  visible: z.boolean(),
  points,
  score: points,
  verdict: z.enum([...VERDICTS, "skipped"]),
  failure: failureKind.nullable(),
  passed: z.int().min(0).nullable(),
  total: z.int().min(0).nullable(),
  needs: z.array(text),
  cases: z.array(testCase),
});

const report = z.strictObject({
  format: z.literal(REPORT_FORMAT),
  version: z.literal(REPORT_VERSION),
  verdict: z.enum(VERDICTS),
  score: points,
  maxScore: points,
  exercise: z.strictObject({ pack: text, id: text, title: localized }),
  messages: z.array(z.strictObject({ code: code<MessageCode>(), params: z.record(text, z.union([text, z.number()])) })),
  misconception: z.strictObject({ id: text, hint: localized }).nullable(),
  groups: z.array(group).min(1),
  figure: z.strictObject({ kind: z.literal("text"), title: localized, text }).nullable(),
  receipt: z.strictObject({ submission: text, exercise: text, engine: text, seed: z.int() }),
  usage: z.strictObject({ cpuTimeMs: z.number(), wallTimeMs: z.number(), groups: z.record(text, z.strictObject({ cpuTimeMs: z.number() })) }).nullable(),
}) satisfies z.ZodType<Report>;

/** Which form a document has, whatever else is in it. */
const form = z.object({ format: z.literal(REPORT_FORMAT), version: z.number() });

/** Throws `UsageError`, which names the file and what is wrong with it. */
export function readReport(file: string): Report {
  const document = parseJson(file, readText(file));
  const known = form.safeParse(document);
  if (!known.success) throw new UsageError("export.not-a-report", { file });
  if (known.data.version !== REPORT_VERSION) throw new UsageError("export.other-version", { file, version: known.data.version, wanted: REPORT_VERSION });
  const parsed = report.safeParse(document);
  if (!parsed.success) throw new UsageError("export.broken-report", { file, path: placeOf(parsed.error.issues[0]!) });
  return parsed.data;
}

function placeOf(issue: z.core.$ZodIssue): string {
  return z.core.toDotPath(issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path);
}

/** Redacted for an exam: the total is that of the visible groups alone, and what the hidden ones scored is not there. */
export function isMadeForExam({ groups, maxScore }: Report): boolean {
  return maxScore < sumPoints(groups.map((group) => group.points));
}

function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code: reason } = error as NodeJS.ErrnoException;
    throw reason === "ENOENT" ? new UsageError("usage.file-missing", { file }) : new UsageError("usage.file-unreadable", { file, detail: reason ?? String(error) });
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError("export.not-utf8", { file });
  }
}

function parseJson(file: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError("export.not-json", { file, detail: (error as Error).message });
  }
}
