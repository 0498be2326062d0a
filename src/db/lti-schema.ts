// The tables of learning platforms such as Canvas and Moodle, which open Gradus by LTI 1.3.
//
//   lti_keys            the keys with which this site signs
//   lti_invitations     one-time addresses by which a platform registers itself
//   lti_platforms       registrations: a client id that a platform has given to this site
//   lti_deployments     where a registration may be used from
//   lti_contexts        courses of a platform, each linked to a course here
//   lti_resource_links  links in such a course, each to an assignment
//   lti_people          the people in such a course, as the platform names them
//   lti_forgotten       people whose account was deleted: a roster does not bring them back
//   lti_openings        launches whose window has not been opened yet
//   lti_used            states that have come back, so that none comes back twice
//   lti_line_items      columns of the platform's gradebook
//   lti_scores          what the platform has for one student and assignment, and what is due
//   lti_sendings        a log of what was sent

import { sql } from "drizzle-orm";
import {
  index,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { JWK } from "jose";
import { time } from "./columns.ts";
import { assignments, COURSE_ROLES, type CourseRole, courses, users } from "./schema.ts";

export const ltiKeys = sqliteTable("lti_keys", {
  /** The key id ("kid") that platforms see. */
  id: text().primaryKey(),
  /** RSA, 2048 bits. Readable in the database, as the site's secret is. */
  privateKey: text({ mode: "json" }).$type<JWK>().notNull(),
  createdAt: time().notNull(),
});

// ---- registrations -----------------------------------------------------------------------------
export const ltiInvitations = sqliteTable("lti_invitations", {
  id: text().primaryKey(),
  hash: text().notNull().unique(),
  /** The name that the registration gets. */
  name: text().notNull(),
  createdAt: time().notNull(),
  createdBy: text().notNull(),
  expiresAt: time().notNull(),
  usedAt: time(),
});

/** The kind of platform, by its product family; other: one that needs no exceptions. */
export const LTI_FAMILIES = ["canvas", "moodle", "blackboard", "sakai", "other"] as const;
export type LtiFamily = (typeof LTI_FAMILIES)[number];

export const ltiPlatforms = sqliteTable(
  "lti_platforms",
  {
    id: text().primaryKey(),
    /** The owner's name for it, shown to students: "Moodle of the physics department". */
    name: text().notNull(),
    family: text({ enum: LTI_FAMILIES }).notNull(),
    issuer: text().notNull(),
    clientId: text().notNull(),
    authorizationUrl: text().notNull(),
    tokenUrl: text().notNull(),
    /** The audience of our requests for access tokens; null: `tokenUrl`. */
    tokenAudience: text(),
    jwksUrl: text().notNull(),
    /**
     * Whether launches from deployments that nobody has accepted yet are accepted: Canvas makes one
     * for each course or account that the tool is added to.
     */
    acceptsDeployments: integer({ mode: "boolean" }).notNull().default(false),
    createdAt: time().notNull(),
    createdBy: text().notNull(),
    /** When it was removed: it opens nothing any more, and accounts stay. */
    removedAt: time(),
  },
  (table) => [uniqueIndex("lti_platforms_client").on(table.issuer, table.clientId)],
);

export const ltiDeployments = sqliteTable(
  "lti_deployments",
  {
    platformId: text()
      .notNull()
      .references(() => ltiPlatforms.id, { onDelete: "cascade" }),
    deploymentId: text().notNull(),
    firstSeenAt: time().notNull(),
    /** null: a launch came from it, and nobody has accepted it yet. */
    acceptedAt: time(),
    acceptedBy: text(),
  },
  (table) => [primaryKey({ columns: [table.platformId, table.deploymentId] })],
);

// ---- courses of a platform ---------------------------------------------------------------------
/** What the platform's roster says about a person, and what follows here. */
export const ROSTER_KINDS = [
  "new",
  "back",
  "role",
  "section",
  "already",
  "address",
  "removed",
  "forgotten",
  "gone",
  "noRole",
  "noId",
  "testStudent",
] as const;
export type RosterKind = (typeof ROSTER_KINDS)[number];
/** How many people of each kind; none: 0. */
export type RosterCounts = Partial<Record<RosterKind, number>>;

export const ltiContexts = sqliteTable(
  "lti_contexts",
  {
    id: text().primaryKey(),
    platformId: text()
      .notNull()
      .references(() => ltiPlatforms.id, { onDelete: "cascade" }),
    /** Ids of contexts are unique per deployment only. */
    deploymentId: text().notNull(),
    contextId: text().notNull(),
    /** As the platform last sent them; "" for none. */
    title: text().notNull(),
    label: text().notNull(),
    /** The course here; null: not linked yet. Several contexts may be linked to one course. */
    courseId: text().references(() => courses.id, { onDelete: "cascade" }),
    linkedAt: time(),
    linkedBy: text(),
    /** Names and Roles; null: the platform offers no roster. */
    membershipsUrl: text(),
    /** Assignment and Grade Services; null: the platform takes no scores. */
    lineItemsUrl: text(),
    /** The scopes that the platform grants for line items and scores. */
    gradeScopes: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    /** Whether scores are sent. */
    sendsScores: integer({ mode: "boolean" }).notNull().default(true),
    /** The last complete roster. */
    rosterAt: time(),
    /** What it did. */
    rosterCounts: text({ mode: "json" }).$type<RosterCounts>(),
    /** The last time that the roster was asked for, by a button or at night. */
    rosterTriedAt: time(),
    /** Why the last roster failed; null: it did not. */
    rosterError: text(),
    createdAt: time().notNull(),
  },
  (table) => [
    uniqueIndex("lti_contexts_once").on(table.platformId, table.deploymentId, table.contextId),
    index("lti_contexts_course").on(table.courseId),
  ],
);

export const ltiResourceLinks = sqliteTable(
  "lti_resource_links",
  {
    contextId: text()
      .notNull()
      .references(() => ltiContexts.id, { onDelete: "cascade" }),
    resourceLinkId: text().notNull(),
    /** null: it opens the course. */
    assignmentId: text().references(() => assignments.id, { onDelete: "cascade" }),
    /** As the platform last sent it; "" for none. */
    title: text().notNull(),
    createdAt: time().notNull(),
  },
  (table) => [primaryKey({ columns: [table.contextId, table.resourceLinkId] })],
);

export const ltiPeople = sqliteTable(
  "lti_people",
  {
    contextId: text()
      .notNull()
      .references(() => ltiContexts.id, { onDelete: "cascade" }),
    /** The platform's id for the person: `accountId` of their identity in `accounts`. */
    subject: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** The role that the platform last gave them. */
    role: text({ enum: COURSE_ROLES }).notNull(),
    /** The sections that the platform last named, joined with ", "; null for none. */
    sections: text(),
    /** Canvas's test student: no person, and in no roster. */
    isTestStudent: integer({ mode: "boolean" }).notNull().default(false),
    /** The last launch; null: only the roster has named them. */
    launchedAt: time(),
    /** The roster has not named them since this time; null: it has, or there is none. */
    goneAt: time(),
    createdAt: time().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.contextId, table.subject] }),
    index("lti_people_user").on(table.userId),
  ],
);

export const ltiForgotten = sqliteTable(
  "lti_forgotten",
  {
    platformId: text()
      .notNull()
      .references(() => ltiPlatforms.id, { onDelete: "cascade" }),
    /** Of the platform's id for the person, with the site's secret. */
    hash: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.platformId, table.hash] })],
);

// ---- launches ----------------------------------------------------------------------------------
/** Who comes, and where to. */
export interface LtiLaunch {
  /** The platform's id for the person. */
  subject: string;
  /** "" if the platform does not send it. */
  name: string;
  email: string;
  /** null: no role in the course. */
  role: CourseRole | null;
  isTestStudent: boolean;
  sections: string | null;
  /** The id of the row in `lti_contexts`. */
  contextId: string;
  resourceLinkId: string;
  resourceTitle: string;
  /** The assignment that the link names (a custom parameter); it may be of another course. */
  assignmentId: string | null;
  /** The column of the platform's gradebook that belongs to the link. */
  lineItemUrl: string | null;
  /** Set if the platform asks for links (deep linking). */
  picking?: LtiPicking;
}

/** What a platform's request for links accepts, and where the answer goes (Deep Linking 2.0). */
export interface LtiPicking {
  returnUrl: string;
  /** Other addresses on the host that the platform's pages are on. */
  ownUrls: string[];
  /** Goes back unchanged; undefined: the platform has sent none. */
  data?: unknown;
  acceptsSeveral: boolean;
  acceptsLineItems: boolean;
  /** The assignments that were picked; null: none yet. A second answer names the same. */
  picked: string[] | null;
}

export const ltiOpenings = sqliteTable("lti_openings", {
  id: text().primaryKey(),
  /**
   * asked: the window is open, and the user is asked which account they mean. picking: it leads to
   * the picker of deep linking, in the frame.
   */
  state: text({ enum: ["waiting", "asked", "picking"] }).notNull(),
  hash: text().notNull().unique(),
  platformId: text()
    .notNull()
    .references(() => ltiPlatforms.id, { onDelete: "cascade" }),
  launch: text({ mode: "json" }).$type<LtiLaunch>().notNull(),
  createdAt: time().notNull(),
  expiresAt: time().notNull(),
});

export const ltiUsed = sqliteTable(
  "lti_used",
  { hash: text().primaryKey(), expiresAt: time().notNull() },
  (table) => [index("lti_used_expiry").on(table.expiresAt)],
);

// ---- grades ------------------------------------------------------------------------------------
export const ltiLineItems = sqliteTable(
  "lti_line_items",
  {
    contextId: text()
      .notNull()
      .references(() => ltiContexts.id, { onDelete: "cascade" }),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    url: text().notNull(),
    /** As it was last sent to the platform. */
    scoreMaximum: real(),
    label: text(),
    createdAt: time().notNull(),
    /** The platform says that there is no such line item any more. */
    missingAt: time(),
  },
  (table) => [primaryKey({ columns: [table.contextId, table.assignmentId] })],
);

/** A score as it was sent. */
export interface SentScore {
  /** null: nothing: it was withdrawn, or must not be seen yet. */
  points: number | null;
  maxPoints: number;
  isPending: boolean;
  /** Milliseconds. */
  submittedAt: number | null;
  comment: string;
}

export const ltiScores = sqliteTable(
  "lti_scores",
  {
    contextId: text()
      .notNull()
      .references(() => ltiContexts.id, { onDelete: "cascade" }),
    assignmentId: text()
      .notNull()
      .references(() => assignments.id, { onDelete: "cascade" }),
    subject: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** What the platform has; null: nothing was sent. */
    sent: text({ mode: "json" }).$type<SentScore>(),
    /** The `timestamp` of the last score that was sent; platforms ignore one that is not later. */
    sentTimestamp: time(),
    /** When to look again whether there is something to send; null: not before a change. */
    dueAt: time(),
    tries: integer().notNull().default(0),
    /** The code of the last failure; null: none. */
    error: text(),
  },
  (table) => [
    primaryKey({ columns: [table.contextId, table.assignmentId, table.subject] }),
    index("lti_scores_user").on(table.userId),
    index("lti_scores_due")
      .on(table.dueAt)
      .where(sql`due_at is not null`),
  ],
);

export const ltiSendings = sqliteTable(
  "lti_sendings",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    contextId: text()
      .notNull()
      .references(() => ltiContexts.id, { onDelete: "cascade" }),
    assignmentId: text().notNull(),
    userId: text()
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    at: time().notNull(),
    score: text({ mode: "json" }).$type<SentScore>().notNull(),
    /** "sent", or the code of the failure. */
    outcome: text().notNull(),
  },
  (table) => [
    index("lti_sendings_cell").on(table.contextId, table.id),
    index("lti_sendings_user").on(table.userId),
  ],
);
