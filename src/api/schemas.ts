// The schemas of the API's requests and answers. The server validates requests with them, the
// command line validates answers, and the OpenAPI document is generated from them. A description is
// the key of its text (i18n/areas/api-field.ts).

import { z } from "zod";
import { FORM_KEY } from "../submissions/sending/form-key.ts";
import { HINT_STEPS } from "../../grader/doors/packs.ts";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { localized } from "../reports/localized-schema.ts";
import { ownTests } from "../../grader/doors/reports.ts";
import { groupReportSchema, reportSchema, VERDICTS } from "../reports/report-schema.ts";

const id = z.string().regex(/^[0-9a-z]{1,40}$/);
const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(64);
const hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .meta({ description: "api.field.hash" });
const time = z.iso.datetime().meta({ description: "api.field.time" });
const address = z.string().max(2000).meta({ description: "api.field.url" });
const points = z.number().min(0);
const text = z.string();

const goal = z
  .object({ id, title: localized, course: z.object({ id, title: text }) })
  .meta({ id: "Goal", description: "api.schema.goal" });
const said = z.string().regex(/^[\w:.,-]{1,60}$/);

/** One assignment that a submission sent now could be for. */
const goalChoice = z
  .object({
    assignment: goal,
    said: said.meta({ description: "api.field.said", examples: ["counts", "late:10"] }),
    counts: z.boolean().meta({ description: "api.field.wouldCount" }),
    isAccepted: z.boolean().meta({ description: "api.field.isAccepted" }),
    dueAt: time.nullable().meta({ description: "api.field.dueAt" }),
    attemptsLeft: z.int().min(0).nullable().meta({ description: "api.field.attemptsLeft" }),
    latePercent: points.meta({ description: "api.field.latePercent" }),
    words: z.array(text).meta({ description: "api.field.goalWords" }),
  })
  .meta({ id: "GoalChoice" });
export type GoalChoice = z.infer<typeof goalChoice>;

export const goalList = z.object({ goals: z.array(goalChoice) }).meta({ id: "GoalList" });

export const errorAnswer = z
  .object({
    error: z.object({
      code: z.string().max(100).meta({ description: "api.field.errorCode" }),
      message: text.meta({ description: "api.field.errorMessage" }),
      fields: z.record(z.string(), text).optional().meta({ description: "api.field.errorFields" }),
      choices: z.array(goalChoice).max(100).optional().meta({ description: "api.field.choices" }),
    }),
  })
  .meta({ id: "Error", description: "api.schema.error" });

// ---- the caller --------------------------------------------------------------------------------
export const meAnswer = z
  .object({
    kind: z.enum(["member", "guest"]).meta({ description: "api.field.kind" }),
    name: text,
    isOwner: z.boolean().meta({ description: "api.field.isOwner" }),
    engine: z.string().max(100).meta({ description: "api.field.engine" }),
  })
  .meta({ id: "Me" });

// ---- exercises ---------------------------------------------------------------------------------
export const exerciseName = z.object({
  pack: slug.meta({ description: "api.field.pack" }),
  exercise: slug.meta({ description: "api.field.exercise" }),
});

const hintStep = z.enum(HINT_STEPS).meta({ description: "api.field.hintStep" });
const functionName = z.string().min(1).max(60).meta({ description: "api.field.hintFunction" });

export const hintRequest = z
  .object({ function: functionName, step: hintStep, assignment: id.optional() })
  .meta({ id: "HintRequest" });

export const hintList = z
  .object({
    refused: text.nullable().meta({ description: "api.field.hintsRefused" }),
    functions: z.array(
      z.object({
        name: functionName,
        opened: z.array(z.object({ step: hintStep, text: localized })),
        next: hintStep.nullable(),
      }),
    ),
  })
  .meta({ id: "HintList" });
export type HintList = z.infer<typeof hintList>;

const limits = z
  .object({
    cpuTimeMs: z.int().min(1),
    totalCpuTimeMs: z.int().min(1),
    memoryMiB: z.int().min(1),
    outputKiB: z.int().min(1),
  })
  .meta({ id: "Limits", description: "api.schema.limits" });

const progress = z
  .object({
    attempts: z.int().min(0),
    waiting: z.int().min(0),
    score: points.nullable(),
    maxScore: points.nullable(),
    isSolved: z.boolean(),
  })
  .meta({ id: "Progress", description: "api.schema.progress" });

const exerciseFacts = {
  pack: slug,
  id: slug,
  title: localized,
  level: z.int().min(1).max(5),
  minutes: z.int().min(1).nullable().meta({ description: "api.field.minutes" }),
  fromText: z.boolean().meta({ description: "api.field.fromText" }),
  recommended: z.array(slug).meta({ description: "api.field.recommended" }),
  maxScore: points,
  hash,
  url: address,
  progress: progress.nullable().meta({ description: "api.field.progress" }),
};

const exerciseSummary = z.object(exerciseFacts).meta({ id: "ExerciseSummary" });

export const exerciseList = z
  .object({
    packs: z.array(
      z.object({
        id: slug,
        title: localized,
        version: z.string().max(40),
        exercises: z.array(exerciseSummary),
      }),
    ),
  })
  .meta({ id: "ExerciseList" });
export type ExerciseList = z.infer<typeof exerciseList>;

export const exerciseAnswer = z
  .object({
    ...exerciseFacts,
    exports: z
      .array(z.object({ name: text, signature: text }))
      .meta({ description: "api.field.exports" }),
    limits,
    groups: z.array(z.object({ id: slug, title: localized, points, visible: z.boolean() })),
    statements: z.object({ "zh-CN": text, en: text }).meta({ description: "api.field.statements" }),
    starters: z.object({ "zh-CN": text, en: text }).meta({ description: "api.field.starters" }),
  })
  .meta({ id: "Exercise" });

// ---- submissions -------------------------------------------------------------------------------
const source = text
  .refine((value) => Buffer.byteLength(value) <= MAX_SOURCE_BYTES, { error: "too-large" })
  .meta({
    description: "api.field.source",
    examples: ["export function total(values) { return 0; }"],
  });
const fileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\\p{Cc}]+$/u)
  .default("submission.ts")
  .meta({ description: "api.field.fileName", examples: ["submission.ts"] });

export const submissionRequest = z
  .object({
    source,
    fileName,
    key: z
      .string()
      .regex(FORM_KEY)
      .optional()
      .meta({ description: "api.field.key", examples: ["3f9k2m7q1x8w"] }),
    assignment: id.optional().meta({ description: "api.field.forAssignment" }),
    practice: z.boolean().optional().meta({ description: "api.field.forPractice" }),
    said: said
      .optional()
      .meta({ description: "api.field.saidThen", examples: ["counts", "late:10"] }),
  })
  .meta({ id: "SubmissionRequest" });

/** The purpose of a submission at the time of the request. */
const counts = z
  .object({
    kind: z
      .enum(["practice", "sealed", "uncounted", "waiting", "counts"])
      .meta({ description: "api.field.countsKind" }),
    assignment: goal.nullable(),
    why: z
      .enum(["early", "late", "notCompiled", "overLimit", "tooSoon", "judgeError", "removed"])
      .nullable()
      .meta({ description: "api.field.countsWhy" }),
    attempt: z.int().min(1).nullable().meta({ description: "api.field.countsAttempt" }),
    attempts: z.int().min(1).nullable().meta({ description: "api.field.countsAttempts" }),
    points: points.nullable().meta({ description: "api.field.countsPoints" }),
    of: points.nullable().meta({ description: "api.field.countsOf" }),
    latePercent: points.nullable().meta({ description: "api.field.latePercent" }),
    isOptional: z.boolean().meta({ description: "api.field.isOptional" }),
    isScore: z.boolean().meta({ description: "api.field.isScore" }),
    words: text.meta({ description: "api.field.countsWords" }),
  })
  .meta({ id: "Counts", description: "api.schema.counts" });
export type CountsAnswer = z.infer<typeof counts>;

const submissionFacts = {
  id: id.meta({ description: "api.field.submissionId" }),
  url: address,
  pack: slug,
  exercise: slug,
  title: localized,
  assignment: goal.nullable().meta({ description: "api.field.assignment" }),
  counts,
  attempt: z.int().min(1).meta({ description: "api.field.attempt" }),
  submittedAt: time,
};
const isSealed = z.boolean().meta({ description: "api.field.isSealed" });
const submissionDetails = {
  ...submissionFacts,
  isSealed,
  sealedUntil: time.nullable().meta({ description: "api.field.sealedUntil" }),
  fileName: text,
  limits,
};

export const submissionAnswer = z
  .discriminatedUnion("state", [
    z
      .object({
        state: z.literal("waiting"),
        ...submissionDetails,
        place: z.int().min(1).meta({ description: "api.field.place" }),
        isPaused: z.boolean().meta({ description: "api.field.isPaused" }),
      })
      .meta({ id: "WaitingSubmission" }),
    z
      .object({
        state: z.literal("running"),
        ...submissionDetails,
        groups: z.array(groupReportSchema).meta({ description: "api.field.groups" }),
      })
      .meta({ id: "RunningSubmission" }),
    z
      .object({
        state: z.literal("done"),
        ...submissionDetails,
        gradedAt: time,
        isHiddenPending: z.boolean().meta({ description: "api.field.isHiddenPending" }),
        report: reportSchema,
      })
      .meta({ id: "GradedSubmission" }),
  ])
  .meta({ id: "Submission", description: "api.schema.submission" });
export type SubmissionAnswer = z.infer<typeof submissionAnswer>;

const submissionRow = z
  .object({
    ...submissionFacts,
    verdict: z.enum(VERDICTS).nullable().meta({ description: "api.field.verdict" }),
    score: points.nullable(),
    maxScore: points.nullable(),
    isSealed,
  })
  .meta({ id: "SubmissionRow" });
export type SubmissionRow = z.infer<typeof submissionRow>;

export const submissionList = z
  .object({
    submissions: z.array(submissionRow),
    next: z.string().max(40).nullable().meta({ description: "api.field.next" }),
  })
  .meta({ id: "SubmissionList" });

export const submissionQuery = z.object({
  pack: slug.optional().meta({ description: "api.field.onlyPack" }),
  exercise: slug.optional().meta({ description: "api.field.onlyExercise" }),
  before: id.optional().meta({ description: "api.field.before" }),
});

export const submissionParams = z.object({
  id: id.meta({ description: "api.field.submissionId" }),
});

// ---- live tests --------------------------------------------------------------------------------
export const liveTestRequest = z
  .object({
    source,
    tab: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,40}$/)
      .optional()
      .meta({ description: "api.field.tab" }),
    ownTests: ownTests.optional().meta({ description: "api.field.ownTests" }),
  })
  .meta({ id: "LiveTestRequest" });
export const liveTestAnswer = z
  .object({ report: reportSchema, limits })
  .meta({ id: "LiveTestAnswer", description: "api.schema.liveTests" });

// ---- publishing --------------------------------------------------------------------------------
const publishProblem = z.object({
  severity: z.enum(["error", "warning", "notice"]),
  place: text.meta({ description: "api.field.problemPlace" }),
  code: text,
  message: text,
});

export const publishAnswer = z
  .object({
    state: z
      .enum(["idle", "running", "done", "failed"])
      .meta({ description: "api.field.publishState" }),
    startedAt: time.nullable().meta({ description: "api.field.startedAt" }),
    finishedAt: time.nullable().meta({ description: "api.field.finishedAt" }),
    changed: z.int().min(0).meta({ description: "api.field.changed" }),
    published: z.array(text).meta({ description: "api.field.published" }),
    withdrawn: z.array(text).meta({ description: "api.field.withdrawn" }),
    refused: z.array(text).meta({ description: "api.field.refused" }),
    failure: text.nullable().meta({ description: "api.field.publishFailure" }),
    problems: z.array(publishProblem).meta({ description: "api.field.problems" }),
  })
  .meta({ id: "Publishing" });
export type PublishAnswer = z.infer<typeof publishAnswer>;
