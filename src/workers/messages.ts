// What server and workers send each other through Redis. Anyone who can write to Redis can send
// anything, so everything is parsed and limited in size on arrival.
//
//   <prefix>:grading-<engine>:…      the queue of BullMQ, with the jobs of this engine
//   <prefix>:result:<job>            the result of a job, until the server has taken it
//   <prefix>:checks-<engine>:…       the same for checks of exercises that are to be published
//   <prefix>:version:<hash>:<pack>   a version of an exercise that a worker has asked for
//   <prefix>:check:<job>             the exercise that this job checks
//   <prefix>:workers                 the ids of workers
//   <prefix>:worker:<id>             a worker's own status; it expires unless it is renewed
//   <prefix>:server                  the site that uses this prefix
//   <prefix>:limit:<name>:<key>      how often something happened, for all web processes
//
// Channels, where a lost message does no harm: <prefix>:wanted (versions), <prefix>:groups (finished
// groups), <prefix>:cancel (jobs); between web processes <prefix>:progress and <prefix>:wake.

import { z } from "zod";
import { MAX_SOURCE_BYTES } from "../../grader/index.ts";
import { exerciseResultSchema } from "../catalogue/check-packs.ts";
import { WALLS } from "../../grader/doors/walls.ts";
import { ownTests } from "../../grader/doors/reports.ts";
import { writingOrder } from "../../grader/doors/writing.ts";
import { bareReportSchema, groupReportSchema } from "../reports/report-schema.ts";

/** Of a result, in bytes. The largest report of the standard pack has a tenth of it. */
export const MAX_RESULT_BYTES = 4 * 1024 * 1024;
/** Of any other message. */
const MAX_MESSAGE_BYTES = 1024 * 1024;

const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(64);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const jobId = z.string().regex(/^[0-9a-z-]{1,80}$/);
const workerId = z.string().regex(/^[0-9a-z-]{1,80}$/);
const seed = z.int().min(0);

/** One version of an exercise as one pack published it. */
export const versionKey = z.strictObject({ hash, pack: slug });
export type VersionKey = z.infer<typeof versionKey>;

/** Nothing may be done behind fewer walls. */
const walls = z.array(z.enum(WALLS));

/** Seeds are always given: the secret that derives hidden ones stays on the server. */
const gradeOrder = z.strictObject({
  kind: z.literal("grade"),
  walls,
  version: versionKey,
  source: z.string().max(MAX_SOURCE_BYTES),
  fileName: z.string().min(1).max(200),
  groups: z.enum(["all", "visible", "none"]),
  ownTests,
  writing: writingOrder.optional(),
  seed,
  hiddenSeed: seed,
});
export type GradeOrder = z.infer<typeof gradeOrder>;

const typesOrder = z.strictObject({
  kind: z.literal("types"),
  walls,
  source: z.string().max(MAX_SOURCE_BYTES),
  fileName: z.string().min(1).max(200),
  language: z.enum(["zh-CN", "en"]),
});
export type TypesOrder = z.infer<typeof typesOrder>;

const exerciseToCheck = z.strictObject({ hash, pack: slug, id: slug });

const checkOrder = z.strictObject({ kind: z.literal("check"), walls, exercise: exerciseToCheck });
export type CheckOrder = z.infer<typeof checkOrder>;

export const order = z.discriminatedUnion("kind", [gradeOrder, typesOrder, checkOrder]);
export type Order = z.infer<typeof order>;

export const typeProblem = z.strictObject({
  line: z.int().min(1),
  column: z.int().min(1),
  endLine: z.int().min(1),
  endColumn: z.int().min(1),
  code: z.int().min(0),
  severity: z.enum(["error", "warning"]),
  message: z.string().max(10_000),
});

/**
 * released: the job was cancelled, or the worker is stopping. failed: the worker could not do the
 * job, for a reason that is not the submission's.
 */
const workResult = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("report"), report: bareReportSchema }),
  z.strictObject({ kind: z.literal("types"), problems: z.array(typeProblem).max(1000) }),
  z.strictObject({
    kind: z.literal("check"),
    engine: z.string().max(100),
    exercise: exerciseToCheck,
    result: exerciseResultSchema,
  }),
  z.strictObject({ kind: z.literal("released") }),
  z.strictObject({ kind: z.literal("failed"), reason: z.string().max(2000) }),
]);
export type WorkResult = z.infer<typeof workResult>;

export const resultMessage = z.strictObject({ job: jobId, worker: workerId, result: workResult });
export type ResultMessage = z.infer<typeof resultMessage>;

/** Hidden groups are not sent: nobody may see them before the report. */
export const groupMessage = z.strictObject({ job: jobId, group: groupReportSchema });
export type GroupMessage = z.infer<typeof groupMessage>;

export const cancelMessage = z.strictObject({ job: jobId });

/**
 * starting: its slots are not up yet. ready: it takes jobs. failed: no slots start, or a required
 * wall is missing. draining: it finishes its jobs and leaves.
 */
export const WORKER_STATES = ["starting", "ready", "failed", "draining"] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

/** Not strict: a worker of another version may report more. */
export const workerFacts = z.object({
  id: workerId,
  /** The machine's name. */
  host: z.string().max(255),
  engine: z.string().max(100),
  slots: z.int().min(1).max(256),
  running: z.int().min(0).max(1000),
  graded: z.int().min(0),
  /** Whether it checks an exercise, beside its slots. */
  isChecking: z.boolean().default(false),
  state: z.enum(WORKER_STATES),
  reason: z.string().max(2000).nullable(),
  /** undefined until slots are up. */
  walls: z.array(z.enum(WALLS)).optional(),
  sinceMs: z.number().min(0),
  /** Counts how often the worker has written this. */
  beat: z.int().min(0),
});
export type WorkerFacts = z.infer<typeof workerFacts>;

/** undefined if it is not JSON, too long, or not what the schema says. */
export function parseMessage<T>(schema: z.ZodType<T>, text: string, maxBytes = MAX_MESSAGE_BYTES) {
  if (Buffer.byteLength(text) > maxBytes) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

export function nameKeys(prefix: string) {
  return {
    server: `${prefix}:server`,
    workers: `${prefix}:workers`,
    worker: (id: string) => `${prefix}:worker:${id}`,
    result: (job: string) => `${prefix}:result:${job}`,
    check: (job: string) => `${prefix}:check:${job}`,
    version: ({ hash, pack }: VersionKey) => `${prefix}:version:${hash}:${pack}`,
    wanted: `${prefix}:wanted`,
    groups: `${prefix}:groups`,
    cancel: `${prefix}:cancel`,
    progress: `${prefix}:progress`,
    wake: `${prefix}:wake`,
    limit: (name: string) => `${prefix}:limit:${name}`,
  };
}
export type Keys = ReturnType<typeof nameKeys>;

/** The queue of BullMQ that the workers of this engine take jobs from. */
export function nameQueue(engine: string): string {
  return `grading-${engine}`;
}

/** Checks take much longer than gradings and have a queue of their own, so that they take no slots. */
export function nameCheckQueue(engine: string): string {
  return `checks-${engine}`;
}
