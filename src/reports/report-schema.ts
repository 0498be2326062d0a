// The schema of a report's JSON, for reading a report from an untrusted file or from a server. The
// API document uses it too.

import { z } from "zod";
import {
  type CaseVerdict,
  type FailureKind,
  type GroupReport,
  type MessageCode,
  type MismatchKind,
  type MismatchNote,
  type OwnReport,
  MAX_OWN_TESTS,
  type PatternCode,
  type Report,
  type ReturnedKind,
  REPORT_FORMAT,
  REPORT_VERSION,
  type Verdict,
  type WrongForm,
} from "../../grader/doors/reports.ts";
import { writingReport } from "../../grader/doors/writing.ts";
import { hasWords } from "../i18n/index.ts";
import { figuresSchema } from "./figure-schema.ts";
import { localized } from "./localized-schema.ts";

/** Every code that a report may contain has a text, and is only used for its text. */
const code = <Code extends string>(prefix = "") =>
  z
    .custom<Code>((value) => typeof value === "string" && hasWords(prefix + value))
    .meta({ type: "string" });

const REASONS = [
  "wrong-answer",
  "time-limit-exceeded",
  "memory-limit-exceeded",
  "output-limit-exceeded",
  "run-time-error",
] as const;
export const VERDICTS = [
  "accepted",
  ...REASONS,
  "limit-exceeded",
  "compile-error",
  "judge-error",
] as const satisfies Verdict[];
const caseVerdict = z.enum(["accepted", ...REASONS, "not-run"]) satisfies z.ZodType<CaseVerdict>;
const mismatchKind = z.enum([
  "value",
  "shape",
  "type",
  "missing",
  "extra",
  "not-finite",
]) satisfies z.ZodType<MismatchKind>;
const failureKind = z.union([
  mismatchKind,
  z.enum(VERDICTS).exclude(["accepted"]),
]) satisfies z.ZodType<FailureKind>;

const text = z.string();
const points = z.number().min(0);
const thrown = z.strictObject({ name: text, message: text, line: z.number() }).nullable();

const mismatch = z
  .strictObject({
    kind: mismatchKind,
    path: text,
    name: text,
    expected: text,
    actual: text,
    error: z.number().nullable(),
    timesTolerance: z.number().nullable(),
    note: code<MismatchNote>("note.").nullable(),
  })
  .meta({ id: "Mismatch", description: "api.schema.mismatch" });

const shownCode = z
  .strictObject({ whole: text.nullable(), folded: text })
  .meta({ id: "Code", description: "api.schema.code" });
const call = z
  .strictObject({
    name: text,
    code: shownCode,
    result: shownCode.nullable(),
    // Reports of an earlier version have none.
    wrongForm: z
      .strictObject({
        wanted: z.enum(["object", "array", "objects"]),
        fields: z.array(text),
        returned: z.enum(["array", "object", "number", "string", "boolean", "null"]),
      })
      .nullable()
      .default(null) satisfies z.ZodType<WrongForm | null>,
    given: z.array(z.strictObject({ name: text, text: localized })),
  })
  .meta({ id: "CallReport", description: "api.schema.callReport" });

/** As the codec writes them. Reports of an earlier version have none. */
const caseBounds = z.strictObject({ rtol: z.number().min(0), atol: z.number().min(0) });
const caseData = z
  .strictObject({
    input: text,
    expected: text,
    tolerance: caseBounds.extend({ fields: z.record(text, caseBounds) }),
  })
  .nullable()
  .default(null);

const testCase = z
  .strictObject({
    name: text,
    // Reports of an earlier version have none.
    title: localized.nullable().default(null),
    verdict: caseVerdict,
    // Reports of an earlier version have none.
    computedBy: text.nullable().default(null),
    input: text.nullable(),
    // Reports of an earlier version do not say it.
    isConverted: z.boolean().default(false),
    data: caseData,
    call: call.nullable().default(null),
    unstable: z.strictObject({ path: text, first: text, second: text }).nullable().default(null),
    expected: text.nullable(),
    actual: text.nullable(),
    mismatches: z.array(mismatch),
    mismatchCount: z.int().min(0),
    thrown,
    // Reports of an earlier version have none.
    returned: z
      .strictObject({ name: text, kind: code<ReturnedKind>("returned.") })
      .nullable()
      .default(null),
    console: text,
    hint: localized.nullable(),
    note: localized.nullable(),
    // Reports of an earlier version have none.
    pattern: z
      .strictObject({
        code: code<PatternCode>("pattern."),
        field: text,
        params: z.record(text, z.union([text, z.number()])),
      })
      .nullable()
      .default(null),
    smallest: z
      .strictObject({
        input: text,
        data: caseData,
        call: call.nullable().default(null),
        steps: z.int().min(0),
        verdict: caseVerdict,
        mismatches: z.array(mismatch),
        thrown,
      })
      .nullable(),
  })
  .meta({ id: "CaseReport", description: "api.schema.caseReport" });

export const groupReportSchema = z
  .strictObject({
    id: text,
    title: localized,
    visible: z.boolean(),
    points,
    score: points,
    verdict: z.enum([...VERDICTS, "skipped"]),
    failure: failureKind.nullable(),
    passed: z.int().min(0).nullable(),
    total: z.int().min(0).nullable(),
    // Reports of an earlier version have none.
    largestError: z.number().min(0).max(1).nullable().default(null),
    needs: z.array(text),
    cases: z.array(testCase),
  })
  .meta({
    id: "GroupReport",
    description: "api.schema.groupReport",
  }) satisfies z.ZodType<GroupReport>;

const ownReport = z
  .strictObject({
    verdict: z.enum(["accepted", ...REASONS, "not-run", "shown"]),
    value: shownCode.nullable(),
    shape: text.nullable(),
    expected: shownCode.nullable(),
    mismatches: z.array(mismatch),
    mismatchCount: z.int().min(0),
    thrown,
    returned: z.strictObject({ name: text, kind: code<ReturnedKind>("returned.") }).nullable(),
    console: text,
  })
  .meta({ id: "OwnReport", description: "api.schema.ownReport" }) satisfies z.ZodType<OwnReport>;

const reportFields = z.strictObject({
  format: z.literal(REPORT_FORMAT),
  version: z.literal(REPORT_VERSION),
  verdict: z.enum(VERDICTS),
  score: points,
  maxScore: points,
  exercise: z.strictObject({ pack: text, id: text, title: localized }),
  messages: z.array(
    z.strictObject({
      code: code<MessageCode>(),
      params: z.record(text, z.union([text, z.number()])),
    }),
  ),
  misconception: z
    // Reports of an earlier version do not contain likely ones.
    .strictObject({ id: text, hint: localized, isLikely: z.boolean().default(false) })
    .nullable(),
  groups: z.array(groupReportSchema),
  figures: figuresSchema,
  ownTests: z.array(ownReport).max(MAX_OWN_TESTS),
  receipt: z.strictObject({
    submission: text,
    exercise: text,
    engine: text,
    seed: z.int(),
    hiddenSeed: z.int().min(0).optional(),
  }),
  usage: z
    .strictObject({
      cpuTimeMs: z.number(),
      cpuFactor: z.number().default(1),
      wallTimeMs: z.number(),
      groups: z.record(text, z.strictObject({ cpuTimeMs: z.number() })),
    })
    .nullable(),
}) satisfies z.ZodType<Report>;

/** Of a run without groups, as "Try it" makes it. Never stored, and not in the API. */
export const bareReportSchema = reportFields.extend({
  writing: writingReport.optional(),
}) satisfies z.ZodType<Report>;

export const reportSchema = reportFields
  .extend({ groups: reportFields.shape.groups.min(1) })
  .meta({ id: "Report", description: "api.schema.report" }) satisfies z.ZodType<Report>;
