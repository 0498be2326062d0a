// A course whose two students have come from an emulated platform with a grade service. Scores are
// sent only when a test says so.

import { eq } from "drizzle-orm";
import { pino } from "pino";
import { vi } from "vitest";
import { accounts } from "../../../src/db/auth-schema.ts";
import { newId } from "../../../src/db/id.ts";
import { ltiContexts, ltiPeople, type LtiFamily } from "../../../src/db/lti-schema.ts";
import { markContextDue } from "../../../src/db/mark-scores-due.ts";
import { GradeSender } from "../../../src/lti/grades/grade-sender.ts";
import { LINE_ITEM_SCOPE, SCORE_SCOPE } from "../../../src/lti/grades/ags.ts";
import { showToolKeys } from "../../../src/lti/tool-keys.ts";
import { parseSiteAddress } from "../../../src/site-address.ts";
import { type CourseWorld, openCourseWorld } from "../course-world.ts";
import { addGradeService, type GradeService } from "./grades.ts";
import { type LtiPlatformDouble, registerPlatform, startLtiPlatform } from "./platform.ts";

export const START_MS = Date.UTC(2026, 11, 1, 9);

export interface GradeWorld extends CourseWorld {
  platform: LtiPlatformDouble;
  grades: GradeService;
  platformId: string;
  contextId: string;
  /** Links another course of the platform to a course here. Returns the context's id. */
  addContext: (platformCourse: string, courseId: string) => string;
  /** As if they had come by a launch. */
  addPerson: (contextId: string, userId: string, subject: string) => void;
  /** Sends what is due. */
  send: () => Promise<void>;
  /** Time passes, and what is due is sent. */
  pass: (ms: number) => Promise<void>;
  /** As if the server had stopped and started. */
  restart: () => void;
  sender: () => GradeSender;
  /** The grade that the platform has, of 100; undefined: none. */
  gradeOf: (assignmentId: string, userId: string, platformCourse?: string) => number | undefined;
  close: () => Promise<void>;
}

/** At a clock that only moves by `pass`. The subject of a user is "at-" and their id. */
export async function openGradeWorld({
  family = "moodle",
}: { family?: LtiFamily } = {}): Promise<GradeWorld> {
  vi.useFakeTimers({ toFake: ["Date"], now: START_MS });
  const platform = await startLtiPlatform();
  const grades = addGradeService(platform);
  const world = await openCourseWorld();
  const { db, gradeSender } = world.site.services;
  // A site has one sender.
  gradeSender.stop();
  platform.app.get("/tool-keys", async (c) => c.json(await showToolKeys(db)));
  platform.tool = { login: "", launch: "", root: "", keys: `${platform.url}/tool-keys` };
  const platformId = registerPlatform(db, platform, { family });
  const addPerson: GradeWorld["addPerson"] = (contextId, userId, subject) => {
    const now = new Date();
    const providerId = `lti:${platformId}`;
    if (db.select().from(accounts).where(eq(accounts.accountId, subject)).get() === undefined)
      db.insert(accounts)
        .values({
          id: newId(),
          accountId: subject,
          providerId,
          userId,
          createdAt: now,
          updatedAt: now,
        })
        .run();
    db.insert(ltiPeople)
      .values({ contextId, subject, userId, role: "student", createdAt: now })
      .run();
  };
  const addContext: GradeWorld["addContext"] = (platformCourse, courseId) => {
    const id = newId();
    db.insert(ltiContexts)
      .values({
        id,
        platformId,
        deploymentId: platform.deploymentId,
        contextId: platformCourse,
        title: `Course ${platformCourse}`,
        label: "",
        courseId,
        linkedAt: new Date(),
        linkedBy: world.owner.userId,
        lineItemsUrl: `${platform.url}/courses/${platformCourse}/lineitems?type_id=7`,
        gradeScopes: [LINE_ITEM_SCOPE, SCORE_SCOPE],
        createdAt: new Date(),
      })
      .run();
    markContextDue(db, id);
    return id;
  };
  const contextId = addContext("c1", world.courseId);
  for (const { userId } of world.students) addPerson(contextId, userId, `at-${userId}`);
  const makeSender = () =>
    new GradeSender({
      db,
      log: pino({ level: "silent" }),
      site: parseSiteAddress("http://localhost:3000"),
      eachMs: 0,
    });
  let sender = makeSender();
  const send = async () => {
    sender.wake();
    await sender.settled();
  };
  return {
    ...world,
    platform,
    grades,
    platformId,
    contextId,
    addContext,
    addPerson,
    send,
    pass: async (ms) => {
      vi.setSystemTime(Date.now() + ms);
      await send();
    },
    restart: () => {
      sender.stop();
      sender = makeSender();
    },
    sender: () => sender,
    gradeOf: (assignmentId, userId, platformCourse = "c1") => {
      const item = grades.lineItems
        .get(platformCourse)
        ?.find(({ resourceId }) => resourceId === assignmentId);
      return item === undefined ? undefined : grades.gradeOf(item.id, `at-${userId}`);
    },
    close: async () => {
      sender.stop();
      await sender.settled();
      world.site.close();
      await platform.close();
      vi.useRealTimers();
    },
  };
}
