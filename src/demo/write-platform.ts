// A learning platform of the demo, linked to its course: most students come from it, one is no
// longer in its roster, one score has arrived there and one has not. Its host does not exist
// (RFC 2606), and scores are not sent on.

import { accounts } from "../db/auth-schema.ts";
import type { Db } from "../db/open.ts";
import { newId } from "../db/id.ts";
import {
  ltiContexts,
  ltiDeployments,
  ltiPeople,
  ltiPlatforms,
  ltiScores,
  ltiSendings,
  type SentScore,
} from "../db/lti-schema.ts";
import { recordAudit } from "../db/record-audit.ts";
import { DAY_MS, HOUR_MS } from "../durations.ts";
import { nameProvider } from "../lti/select-platform.ts";
import type { DemoWords } from "./words.ts";

const HOST = "https://platform.invalid";
const DEPLOYMENT = "1";
/** Students whom the platform does not know. */
const UNKNOWN = 2;
/** The student whom it no longer lists. */
const GONE = 5;
const SENT: SentScore = {
  points: 100,
  maxPoints: 100,
  isPending: false,
  submittedAt: null,
  comment: "",
};

interface PlatformParts {
  courseId: string;
  assignmentIds: readonly string[];
  studentIds: readonly string[];
  teacherId: string;
  words: DemoWords;
  now: Date;
}

/** Call it in a transaction. */
export function writePlatform(db: Db, parts: PlatformParts): void {
  const { courseId, studentIds, teacherId, words, now } = parts;
  const platformId = newId();
  const contextId = newId();
  const since = new Date(now.getTime() - 40 * DAY_MS);
  const night = new Date(now.getTime() - 9 * HOUR_MS);
  db.insert(ltiPlatforms)
    .values({
      id: platformId,
      name: words.platform,
      family: "moodle",
      issuer: HOST,
      clientId: "demo",
      authorizationUrl: `${HOST}/auth`,
      tokenUrl: `${HOST}/token`,
      jwksUrl: `${HOST}/keys`,
      createdAt: since,
      createdBy: teacherId,
    })
    .run();
  db.insert(ltiDeployments)
    .values({
      platformId,
      deploymentId: DEPLOYMENT,
      firstSeenAt: since,
      acceptedAt: since,
      acceptedBy: teacherId,
    })
    .run();
  const known = studentIds.slice(0, studentIds.length - UNKNOWN);
  db.insert(ltiContexts)
    .values({
      id: contextId,
      platformId,
      deploymentId: DEPLOYMENT,
      contextId: "101",
      title: words.course,
      label: "ML",
      courseId,
      linkedAt: since,
      linkedBy: teacherId,
      membershipsUrl: `${HOST}/members`,
      lineItemsUrl: `${HOST}/lineitems`,
      sendsScores: false,
      rosterAt: night,
      rosterTriedAt: night,
      rosterCounts: { already: known.length - 1, gone: 1, noId: 1 },
      createdAt: since,
    })
    .run();
  recordAudit(
    db,
    { action: "lti.link", actorId: teacherId, courseId, after: { context: contextId } },
    since,
  );
  for (const [i, userId] of known.entries()) {
    const subject = nameSubject(i);
    db.insert(accounts)
      .values({
        id: newId(),
        accountId: subject,
        providerId: nameProvider(platformId),
        userId,
        createdAt: since,
        updatedAt: since,
      })
      .run();
    db.insert(ltiPeople)
      .values({
        contextId,
        subject,
        userId,
        role: "student",
        createdAt: since,
        launchedAt: i % 3 === 0 ? null : since,
        goneAt: i === GONE ? night : null,
      })
      .run();
  }
  writeScores(db, contextId, parts, night);
}

function writeScores(
  db: Db,
  contextId: string,
  { assignmentIds, studentIds }: PlatformParts,
  at: Date,
): void {
  const assignmentId = assignmentIds[0]!;
  const of = (i: number) => ({ contextId, assignmentId, userId: studentIds[i]! });
  db.insert(ltiScores)
    .values([
      { ...of(0), subject: nameSubject(0), sent: SENT, sentTimestamp: at },
      { ...of(1), subject: nameSubject(1), tries: 4, error: "404" },
    ])
    .run();
  db.insert(ltiSendings)
    .values([
      { ...of(0), at, score: SENT, outcome: "sent" },
      { ...of(1), at, score: SENT, outcome: "404" },
    ])
    .run();
}

function nameSubject(i: number): string {
  return String(1001 + i);
}
