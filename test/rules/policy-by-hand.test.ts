// Scores as the database has them, compared with the same rules written a second time by hand: over
// hundreds of random courses with late work, late extensions, moved due times, scores set by hand,
// "let it count", practice, compile errors, and regrades applied and undone. After every step they
// are equal.

import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import type { Verdict } from "../../grader/doors/reports.ts";
import { selectOptionalAssignment } from "../../src/assignments/assignments.ts";
import { changeAssignment } from "../../src/courses/assignment-pages/save-assignment.ts";
import {
  removeExtension,
  setExtensions,
} from "../../src/courses/assignment-pages/save-extensions.ts";
import { newId } from "../../src/db/id.ts";
import { openDatabase } from "../../src/db/open.ts";
import { assignments, courses, users } from "../../src/db/schema.ts";
import { submissions } from "../../src/db/submission-schema.ts";
import { versions } from "../../src/db/pack-schema.ts";
import { allowances, scores } from "../../src/db/teaching-schema.ts";
import { makeSeededRandom } from "../../src/demo/plan.ts";
import { letCount, undoLetCount } from "../../src/gradebook/let-count.ts";
import { setOverride, undoOverride } from "../../src/gradebook/override-score.ts";
import type { Rules } from "../../src/rules/assignment-rules.ts";
import { selectOverrides } from "../../src/gradebook/select-cell.ts";
import { applyRegrade } from "../../src/regrades/apply.ts";
import { selectOptionalRegrade } from "../../src/regrades/queries.ts";
import { computeDigest, readPreview } from "../../src/regrades/read-preview.ts";
import { storeShadowGrading, selectMissing } from "../../src/regrades/select-ungraded.ts";
import { startRegrades } from "../../src/regrades/start.ts";
import { undoRegrade } from "../../src/regrades/undo.ts";
import { Queue } from "../../src/grading/queue.ts";
import { addEnrolment } from "../support/add-enrolment.ts";
import { reportOf } from "../support/queue-database.ts";
import { earnedByHand, type MoreTime, type Paper, type Terms } from "./score-by-hand.ts";

const WORLDS = 600;
/** In one test. */
const BLOCK = 40;
const STEPS = 11;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 0, 1);
const [OLD, MENDED] = ["1".repeat(64), "2".repeat(64)];
const COURSE = "course";
const TEACHER = "teacher";

const db = openDatabase(":memory:");
const queue = new Queue(db);
afterAll(() => void db.$client.close());
db.transaction(() => {
  const at = new Date(0);
  for (const hash of [OLD, MENDED])
    db.insert(versions)
      .values({
        hash,
        packId: "tiny",
        exerciseId: "sum",
        title: { "zh-CN": "求和", en: "Sum" },
        level: 1,
        maxScore: 10,
        keptAt: at,
      })
      .run();
  db.insert(users)
    .values({ id: TEACHER, name: TEACHER, email: "t@example.org", createdAt: at, updatedAt: at })
    .run();
  db.insert(courses).values({ id: COURSE, title: "Course", createdAt: at }).run();
});

type Result = Exclude<Paper["result"], "waiting">;

/**
 * The result of a submission by each version, and by which run of which version it has been graded.
 */
interface Sent extends Omit<Paper, "result" | "pardon"> {
  results: Record<string, Result>;
  graded: Set<string>;
  pardon: (Paper["pardon"] & { id: string }) | null;
  isLoose: boolean;
}

class World {
  readonly #random: () => number;
  readonly #student = newId();
  readonly #assignment = newId();
  readonly #sent: Sent[] = [];
  #more: MoreTime | null = null;
  readonly #byHand: { id: string; points: number; isUndone: boolean }[] = [];
  readonly #regrades: {
    id: string;
    from: { version: string; run: string };
    floor: number | null;
  }[] = [];
  #pin = { version: OLD, run: "" };
  /** The kinds of steps that were taken. */
  readonly taken = new Map<string, number>();

  constructor(seed: number) {
    this.#random = makeSeededRandom(seed);
    const at = new Date(0);
    db.transaction(() => {
      db.insert(users)
        .values({
          id: this.#student,
          name: "s",
          email: `${this.#student}@example.org`,
          createdAt: at,
          updatedAt: at,
        })
        .run();
      addEnrolment(db, COURSE, this.#student, "student", { joinedAt: at });
      db.insert(assignments)
        .values({
          id: this.#assignment,
          courseId: COURSE,
          packId: "tiny",
          exerciseId: "sum",
          versionHash: OLD,
          rules: this.#someRules(),
          points: this.#pick(100, 10, 37.5),
          position: 0,
          createdAt: at,
        })
        .run();
    });
  }

  step(): void {
    const all = [
      this.#send,
      this.#send,
      this.#send,
      this.#send,
      this.#grade,
      this.#grade,
      this.#grade,
      this.#change,
      this.#extend,
      this.#unextend,
      this.#setByHand,
      this.#undoByHand,
      this.#let,
      this.#let,
      this.#unlet,
      this.#practise,
      this.#regrade,
      this.#unregrade,
    ];
    // Some steps need existing work: then another step is chosen.
    let one = this.#pick(...all);
    while (!one.call(this)) one = this.#pick(...all);
    this.taken.set(one.name, (this.taken.get(one.name) ?? 0) + 1);
  }

  inDatabase(): number | null {
    return this.#row()?.points ?? null;
  }

  byHand(): number | null {
    const override = this.#byHand.findLast(({ isUndone }) => !isUndone);
    return override === undefined ? this.#withFloors() : override.points;
  }

  describe(): string {
    const { rules, points } = this.#stored();
    return JSON.stringify(
      {
        rules,
        points,
        more: this.#more,
        papers: this.#papers(),
        pin: this.#pin,
        floors: this.#regrades,
        byHand: this.#byHand,
      },
      null,
      1,
    );
  }

  #send(): boolean {
    return this.#submit(
      this.#pick("said", "said", "said", "unsaid", "unsaid", "practice"),
      this.#assignment,
    );
  }
  #practise(): boolean {
    return this.#submit("practice", null);
  }
  #submit(kind: "said" | "unsaid" | "practice", assignmentId: string | null): boolean {
    const sentAtMs = START + Math.round(this.#random() * 400) * HOUR + this.#pick(-1, 0, 1);
    const [wasPractice, wasSaidToCount] = [kind === "practice", kind === "said"];
    const made = queue.submit({
      userId: this.#student,
      packId: "tiny",
      exerciseId: "sum",
      assignmentId,
      submittedAt: new Date(sentAtMs),
      isPractice: wasPractice,
      saidToCount: wasSaidToCount,
      versionHash: OLD,
      fileName: "a.ts",
      source: "x",
      formKey: null,
      via: "web",
    });
    if (made.kind !== "recorded") return false;
    this.#sent.push({
      id: made.id,
      sentAtMs,
      wasPractice,
      wasSaidToCount,
      pardon: null,
      isLoose: assignmentId === null,
      graded: new Set(),
      results: { [OLD]: this.#someResult(), [MENDED]: this.#someResult() },
    });
    return true;
  }
  #grade(): boolean {
    const job = queue.claim();
    if (job === undefined) return false;
    const sent = this.#sent.find(({ id }) => id === job.submissionId)!;
    queue.finish(job.submissionId, reportFor(sent, job.versionHash));
    sent.graded.add(job.versionHash);
    return true;
  }
  #change(): boolean {
    const { title, weight, isExam, solutions, hints, mayAskReference, announcement, revision } =
      this.#stored();
    const changed = changeAssignment(
      db,
      { courseId: COURSE, actorId: TEACHER },
      this.#assignment,
      revision,
      {
        title,
        weight,
        isExam,
        solutions,
        hints,
        mayAskReference,
        announcement,
        points: this.#pick(100, 10, 37.5),
        rules: this.#someRules(),
      },
    );
    return changed.kind === "saved";
  }
  #extend(): boolean {
    const before = this.#row()?.points ?? -1;
    const wasExtended = this.#more !== null;
    this.#more = {
      dueAtMs: this.#pick(null, START + Math.round(this.#random() * 450) * HOUR),
      attempts: this.#pick(0, 0, 1, 2),
    };
    setExtensions(
      db,
      { courseId: COURSE, assignmentId: this.#assignment, actorId: TEACHER },
      [this.#student],
      { dueAtMs: this.#more.dueAtMs, extraAttempts: this.#more.attempts },
      "because",
    );
    if (!wasExtended) expect(this.#row()?.points ?? -1).toBeGreaterThanOrEqual(before);
    return true;
  }
  #unextend(): boolean {
    if (this.#more === null) return false;
    removeExtension(
      db,
      { courseId: COURSE, assignmentId: this.#assignment, actorId: TEACHER },
      this.#student,
    );
    this.#more = null;
    return true;
  }
  #setByHand(): boolean {
    const points = Math.round(this.#random() * 100);
    setOverride(db, this.#cell(), { points, reason: "because", actorId: TEACHER });
    this.#byHand.push({
      id: selectOverrides(db, this.#assignment, this.#student)[0]!.id,
      points,
      isUndone: false,
    });
    return true;
  }
  #undoByHand(): boolean {
    const current = this.#byHand.findLast(({ isUndone }) => !isUndone);
    if (current === undefined) return false;
    undoOverride(db, this.#cell(), current.id, TEACHER);
    current.isUndone = true;
    return true;
  }
  #let(): boolean {
    const chosen = this.#pick(undefined, ...this.#sent.filter(({ pardon }) => pardon === null));
    if (chosen === undefined) return false;
    const before = this.#row();
    const chargesLateness = this.#random() < 0.5;
    const once = () =>
      letCount(db, queue, this.#cell(), {
        submissionId: chosen.id,
        withLateRule: chargesLateness,
        reason: "because",
        actorId: TEACHER,
      });
    const id = () =>
      db
        .select()
        .from(allowances)
        .where(eq(allowances.submissionId, chosen.id))
        .all()
        .find(({ undoneAt }) => undoneAt === null)!.id;
    expect(once()).toBe(true);
    expect(this.#row()?.points ?? -1).toBeGreaterThanOrEqual(before?.points ?? -1);
    // After undoing, it is exactly as before; practice without an assignment now belongs to the
    // assignment, and may have created an empty row.
    undoLetCount(db, this.#cell(), id(), TEACHER);
    if (before !== undefined) expect(this.#row()).toEqual(before);
    expect(once()).toBe(true);
    chosen.isLoose = false;
    chosen.pardon = { id: id(), chargesLateness };
    return true;
  }
  #unlet(): boolean {
    const chosen = this.#pick(undefined, ...this.#sent.filter(({ pardon }) => pardon !== null));
    if (chosen === undefined) return false;
    undoLetCount(db, this.#cell(), chosen.pardon!.id, TEACHER);
    chosen.pardon = null;
    return true;
  }
  #regrade(): boolean {
    const to = this.#pin.version === OLD ? MENDED : OLD;
    const [before, beforePin] = [this.#withFloors(), this.#pin];
    const id = startRegrades(
      db,
      [{ assignment: this.#view(), offeredHash: to }],
      TEACHER,
      "en",
    )[0]!;
    for (const work of selectMissing(db, 1000)) {
      const sent = this.#sent.find((one) => one.id === work.submissionId)!;
      storeShadowGrading(db, work, reportFor(sent, to), new Date());
      sent.graded.add(`${to} ${id}`);
    }
    const mode = this.#pick("all", "never-lower");
    applyRegrade(db, id, {
      mode,
      seen: computeDigest(readPreview(db, selectOptionalRegrade(db, COURSE, id)!, this.#view())),
      actorId: TEACHER,
    });
    this.#pin = { version: to, run: id };
    const after = this.#withFloors();
    this.#regrades.push({
      id,
      from: beforePin,
      floor:
        mode === "never-lower" && before !== null && (after === null || after < before)
          ? before
          : null,
    });
    return true;
  }
  #unregrade(): boolean {
    const last = this.#regrades.pop();
    if (last === undefined) return false;
    undoRegrade(db, queue, last.id, TEACHER);
    this.#pin = last.from;
    return true;
  }

  #papers(): Paper[] {
    const { version, run } = this.#pin;
    return this.#sent
      .filter(({ isLoose }) => !isLoose)
      .map(({ id, sentAtMs, wasPractice, wasSaidToCount, pardon, results, graded }) => ({
        id,
        sentAtMs,
        wasPractice,
        wasSaidToCount,
        pardon,
        result:
          graded.has(version) || graded.has(`${version} ${run}`) ? results[version]! : "waiting",
      }));
  }
  #withFloors(): number | null {
    const { rules, points } = this.#stored();
    const earned = earnedByHand(this.#papers(), termsOf(rules, points), this.#more);
    const floors = this.#regrades.flatMap(({ floor }) => floor ?? []);
    const floor = floors.length === 0 ? null : Math.max(...floors);
    return floor !== null && (earned === null || floor > earned) ? Math.min(points, floor) : earned;
  }

  #row() {
    return db.select().from(scores).where(eq(scores.assignmentId, this.#assignment)).get();
  }
  #cell() {
    return { courseId: COURSE, assignmentId: this.#assignment, userId: this.#student };
  }
  #stored() {
    return db.select().from(assignments).where(eq(assignments.id, this.#assignment)).get()!;
  }
  #view() {
    return selectOptionalAssignment(db, COURSE, this.#assignment)!;
  }
  #pick<T>(...from: T[]): T {
    return from[Math.floor(this.#random() * from.length)]!;
  }
  #someResult(): Result {
    return this.#pick<Result>(
      "broken",
      "broken",
      "error",
      { right: Math.round(this.#random() * 10), of: 10 },
      { right: Math.round(this.#random() * 7), of: 7 },
      { right: Math.round(this.#random() * 10), of: 10 },
    );
  }
  #someRules(): Rules {
    const dueAtMs = this.#pick(
      null,
      START + Math.round(this.#random() * 300) * HOUR,
      START + Math.round(this.#random() * 300) * HOUR,
    );
    const opensAtMs = this.#pick(null, null, START + Math.round(this.#random() * 100) * HOUR);
    return {
      dueAtMs,
      opensAtMs: opensAtMs !== null && dueAtMs !== null && opensAtMs >= dueAtMs ? null : opensAtMs,
      graceMinutes: this.#pick(0, 30, 600),
      late: this.#pick<Rules["late"]>(
        { kind: "refused" },
        { kind: "free" },
        { kind: "deduction", percent: 10, per: "day", floorPercent: 30 },
        { kind: "deduction", percent: 2, per: "hour", floorPercent: 0 },
      ),
      lateUntilMs: this.#pick(
        null,
        dueAtMs === null ? null : dueAtMs + Math.round(this.#random() * 100) * HOUR + 1,
      ),
      freeCompileErrors: this.#random() < 0.6,
      attempts: this.#pick<Rules["attempts"]>(
        { kind: "unlimited" },
        { kind: "limited", count: 1 },
        { kind: "limited", count: 3 },
        { kind: "spaced", minutes: 2 * 24 * 60 },
        { kind: "worth", points: [10, 7, 5] },
      ),
      counts: this.#pick("best", "last"),
    };
  }
}

function termsOf(
  {
    opensAtMs,
    dueAtMs,
    graceMinutes,
    late,
    lateUntilMs,
    freeCompileErrors,
    attempts,
    counts,
  }: Rules,
  points: number,
): Terms {
  return {
    opensAtMs,
    dueAtMs,
    graceMinutes,
    points,
    late:
      late.kind === "deduction"
        ? {
            percent: late.percent,
            unitMs: late.per === "day" ? DAY : HOUR,
            floorPercent: late.floorPercent,
          }
        : late.kind,
    lastDayMs: lateUntilMs,
    brokenIsFree: freeCompileErrors,
    attempts: limitOf(attempts),
    apartMinutes: attempts.kind === "spaced" ? attempts.minutes : 0,
    worths: attempts.kind === "worth" ? attempts.points : [],
    takesLast: counts === "last",
  };
}

function limitOf(attempts: Rules["attempts"]): number | null {
  if (attempts.kind === "limited") return attempts.count;
  return attempts.kind === "worth" ? attempts.points.length : null;
}

function reportFor({ results }: Sent, version: string) {
  const result = results[version]!;
  const [score, maxScore] = typeof result === "object" ? [result.right, result.of] : [0, 10];
  let verdict: Verdict = score === maxScore ? "accepted" : "wrong-answer";
  if (result === "broken") verdict = "compile-error";
  if (result === "error") verdict = "judge-error";
  return reportOf({
    verdict,
    score,
    maxScore,
    receipt: { submission: "b".repeat(64), exercise: version, engine: "0.0.0", seed: 1 },
  });
}

const taken = new Map<string, number>();
const scored = new Set<number>();
const blocks = Array.from({ length: WORLDS / BLOCK }, (_, i) => i * BLOCK + 1);

test.each(blocks)(
  "in every course from seed %i on, scores equal those computed by hand, after every step",
  (first) => {
    for (let seed = first; seed < first + BLOCK; seed += 1) {
      const world = new World(seed);
      for (let step = 1; step <= STEPS; step += 1) {
        world.step();
        const [inDatabase, byHand] = [world.inDatabase(), world.byHand()];
        // Only a difference is worth a message.
        expect(
          inDatabase,
          inDatabase === byHand ? "" : `seed ${seed}, step ${step}: ${world.describe()}`,
        ).toBe(byHand);
        if (byHand !== null) scored.add(seed);
      }
      for (const [kind, times] of world.taken) taken.set(kind, (taken.get(kind) ?? 0) + times);
      // What still waits is no other world's business.
      for (let job = queue.claim(); job !== undefined; job = queue.claim())
        db.$client.prepare("delete from jobs where submission_id = ?").run(job.submissionId);
    }
  },
);

test("everything has happened often, and most of these courses have a score", () => {
  expect([...taken.keys()].toSorted()).toEqual([
    "#change",
    "#extend",
    "#grade",
    "#let",
    "#practise",
    "#regrade",
    "#send",
    "#setByHand",
    "#undoByHand",
    "#unextend",
    "#unlet",
    "#unregrade",
  ]);
  expect(Math.min(...taken.values())).toBeGreaterThan(80);
  expect(scored.size).toBeGreaterThan(WORLDS / 2);
  expect(db.select().from(submissions).all().length).toBeGreaterThan(WORLDS);
});
