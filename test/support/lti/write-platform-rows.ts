// A row in every table of learning platforms, for one person and assignment.

import { newId } from "../../../src/db/id.ts";
import type { Db } from "../../../src/db/open.ts";
import { accounts } from "../../../src/db/auth-schema.ts";
import {
  ltiContexts,
  ltiDeployments,
  ltiForgotten,
  ltiInvitations,
  ltiKeys,
  ltiLineItems,
  ltiOpenings,
  ltiPeople,
  ltiPlatforms,
  ltiResourceLinks,
  ltiScores,
  ltiSendings,
  ltiUsed,
  type SentScore,
} from "../../../src/db/lti-schema.ts";

interface PlatformRows {
  courseId: string;
  assignmentId: string;
  userId: string;
  /** The platform's id for the person. */
  subject?: string;
  /** Who registered the platform and linked its course. */
  actorId?: string;
  hasRoster?: boolean;
}

const AT = new Date(1_780_000_000_000);
export const SENT: SentScore = {
  points: 80,
  maxPoints: 100,
  isPending: false,
  submittedAt: AT.getTime(),
  comment: "secret-score-comment",
};

export function writePlatformRows(
  db: Db,
  {
    courseId,
    assignmentId,
    userId,
    subject = "secret-subject",
    actorId = "owner",
    hasRoster = true,
  }: PlatformRows,
): { platformId: string; contextId: string } {
  const platformId = newId();
  const contextId = newId();
  db.insert(ltiKeys)
    .values({ id: newId(), privateKey: { kty: "RSA" }, createdAt: AT })
    .run();
  db.insert(ltiInvitations)
    .values({
      id: newId(),
      hash: newId(),
      name: "Moodle",
      createdAt: AT,
      createdBy: actorId,
      expiresAt: AT,
    })
    .run();
  db.insert(ltiPlatforms)
    .values({
      id: platformId,
      name: "Moodle of physics",
      family: "moodle",
      issuer: `https://${platformId}.example.edu`,
      clientId: "client",
      authorizationUrl: "https://moodle.example.edu/auth",
      tokenUrl: "https://moodle.example.edu/token",
      jwksUrl: "https://moodle.example.edu/keys",
      createdAt: AT,
      createdBy: actorId,
    })
    .run();
  db.insert(ltiDeployments)
    .values({
      platformId,
      deploymentId: "1",
      firstSeenAt: AT,
      acceptedAt: AT,
      acceptedBy: actorId,
    })
    .run();
  db.insert(ltiContexts)
    .values({
      id: contextId,
      platformId,
      deploymentId: "1",
      contextId: "7",
      title: "Machine learning",
      label: "ML",
      courseId,
      linkedAt: AT,
      linkedBy: actorId,
      membershipsUrl: hasRoster ? "https://moodle.example.edu/memberships" : null,
      createdAt: AT,
    })
    .run();
  db.insert(ltiResourceLinks)
    .values({ contextId, resourceLinkId: "1", assignmentId, title: "Sum", createdAt: AT })
    .run();
  db.insert(ltiLineItems)
    .values({ contextId, assignmentId, url: "https://moodle.example.edu/item", createdAt: AT })
    .run();
  db.insert(accounts)
    .values({
      id: newId(),
      accountId: subject,
      providerId: `lti:${platformId}`,
      userId,
      createdAt: AT,
      updatedAt: AT,
    })
    .run();
  db.insert(ltiPeople)
    .values({
      contextId,
      subject,
      userId,
      role: "student",
      sections: "secret-section",
      createdAt: AT,
    })
    .run();
  db.insert(ltiForgotten)
    .values({ platformId, hash: "0".repeat(64) })
    .run();
  db.insert(ltiOpenings)
    .values({
      id: newId(),
      state: "waiting",
      hash: newId(),
      platformId,
      launch: {
        subject,
        name: "secret-name",
        email: "secret@example.edu",
        role: "student",
        isTestStudent: false,
        sections: null,
        contextId,
        resourceLinkId: "1",
        resourceTitle: "Sum",
        assignmentId,
        lineItemUrl: null,
      },
      createdAt: AT,
      expiresAt: AT,
    })
    .run();
  db.insert(ltiUsed).values({ hash: newId(), expiresAt: AT }).run();
  db.insert(ltiScores)
    .values({ contextId, assignmentId, subject, userId, sent: SENT, sentTimestamp: AT })
    .run();
  db.insert(ltiSendings)
    .values({ contextId, assignmentId, userId, at: AT, score: SENT, outcome: "sent" })
    .run();
  return { platformId, contextId };
}
