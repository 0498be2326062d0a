// The column of the platform's gradebook that a launch names: the first one stays, until the
// platform says that it is gone.

import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { ltiContexts, ltiLineItems, ltiScores } from "../../src/db/lti-schema.ts";
import { CLAIMS } from "../../src/lti/claims.ts";
import { LINE_ITEM_SCOPE, SCORE_SCOPE } from "../../src/lti/grades/ags.ts";
import { createCourse } from "../../src/membership/create-course.ts";
import { launchAndOpen } from "../support/lti/launch-in-place.ts";
import {
  LEARNER,
  type LtiPlatformDouble,
  listToolAddresses,
  registerPlatform,
  startLtiPlatform,
} from "../support/lti/platform.ts";
import { makeAssignment } from "../support/make-assignment.ts";
import { openQuietSite, type QuietSite } from "../support/quiet-site.ts";

let platform: LtiPlatformDouble;
let site: QuietSite;
let assignment: string;

beforeAll(async () => {
  platform = await startLtiPlatform();
  platform.tool = listToolAddresses("http://localhost:3000");
});
afterAll(() => platform.close());
beforeEach(async () => {
  site = await openQuietSite();
  site.services.gradeSender.stop();
  registerPlatform(db(), platform);
  const owner = await site.signUp("owner");
  const courseId = createCourse(db(), "Linked", owner.userId);
  assignment = makeAssignment(db(), { courseId, title: "Sum" });
  await open("link-0", undefined);
  db().update(ltiContexts).set({ courseId }).run();
  return () => site.close();
});

const db = () => site.services.db;
const urlOf = (column: number) => `${platform.url}/lineitems/${column}`;
/** A student comes by a link, for which the platform names a column. */
const open = (link: string, column: number | undefined, custom: Record<string, unknown> = {}) =>
  launchAndOpen(site.visit(), platform, {
    person: { sub: "student", name: "Li", roles: [LEARNER] },
    resourceLink: { id: link, title: "Sum" },
    custom: { assignment, ...custom },
    claims: {
      [CLAIMS.lineItems]: {
        scope: [LINE_ITEM_SCOPE, SCORE_SCOPE],
        lineitems: `${platform.url}/lineitems`,
        ...(column === undefined ? {} : { lineitem: urlOf(column) }),
      },
    },
  });
const columns = () => db().select().from(ltiLineItems).all();

test("is stored, and stays when another link of the assignment names another", async () => {
  await open("link-1", 1);
  await open("link-2", 2);
  expect(columns()).toMatchObject([{ assignmentId: assignment, url: urlOf(1), missingAt: null }]);
});

test("is stored for no assignment of another course", async () => {
  await open("link-1", 1, { assignment: "0000000000000000" });
  expect(columns()).toEqual([]);
});

test("takes the place of one that is gone: its scores are sent again", async () => {
  await open("link-1", 1);
  const [{ contextId }] = columns() as [ReturnType<typeof columns>[0]];
  const userId = db().$client.prepare("select user_id from lti_people").pluck().get() as string;
  const sent = { points: 50, maxPoints: 100, isPending: false, submittedAt: null, comment: "" };
  db()
    .insert(ltiScores)
    .values({ contextId, assignmentId: assignment, subject: "student", userId, sent })
    .run();
  db().update(ltiLineItems).set({ missingAt: new Date() }).run();
  await open("link-1", 3);
  expect(columns()).toMatchObject([{ url: urlOf(3), missingAt: null }]);
  const [row] = db().select().from(ltiScores).all();
  expect(row).toMatchObject({ sent: null, error: null });
  expect(row!.dueAt).not.toBe(null);
});
