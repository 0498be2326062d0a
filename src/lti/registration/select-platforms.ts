// The registrations as the site owner sees them.

import { and, asc, count, countDistinct, desc, eq, isNotNull, isNull, max } from "drizzle-orm";
import type { Db } from "../../db/open.ts";
import { ltiContexts, ltiDeployments, ltiPeople, ltiPlatforms } from "../../db/lti-schema.ts";
import { courses } from "../../db/schema.ts";
import type { LtiPlatform } from "../select-platform.ts";

export const DEPLOYMENTS_PAGE = 50;
const MAX_CONTEXTS = 100;

export interface PlatformRow extends LtiPlatform {
  lastLaunchAt: Date | null;
  /** Courses here that are linked to a course of the platform. */
  linkedCourses: number;
  /** Deployments that nobody has accepted yet. */
  waiting: number;
}

/** Those that are in use first. */
export function selectPlatformRows(db: Pick<Db, "select">): PlatformRow[] {
  const launches = new Map(
    db
      .select({ id: ltiContexts.platformId, at: max(ltiPeople.launchedAt) })
      .from(ltiPeople)
      .innerJoin(ltiContexts, eq(ltiContexts.id, ltiPeople.contextId))
      .groupBy(ltiContexts.platformId)
      .all()
      .map(({ id, at }) => [id, at]),
  );
  const linked = new Map(
    db
      .select({ id: ltiContexts.platformId, n: countDistinct(ltiContexts.courseId) })
      .from(ltiContexts)
      .groupBy(ltiContexts.platformId)
      .all()
      .map(({ id, n }) => [id, n]),
  );
  const waiting = new Map(
    db
      .select({ id: ltiDeployments.platformId, n: count() })
      .from(ltiDeployments)
      .where(isNull(ltiDeployments.acceptedAt))
      .groupBy(ltiDeployments.platformId)
      .all()
      .map(({ id, n }) => [id, n]),
  );
  return db
    .select()
    .from(ltiPlatforms)
    .orderBy(asc(isNotNull(ltiPlatforms.removedAt)), asc(ltiPlatforms.name), asc(ltiPlatforms.id))
    .all()
    .map((platform) => ({
      ...platform,
      lastLaunchAt: launches.get(platform.id) ?? null,
      linkedCourses: linked.get(platform.id) ?? 0,
      waiting: waiting.get(platform.id) ?? 0,
    }));
}

export function selectOptionalPlatform(
  db: Pick<Db, "select">,
  id: string,
): LtiPlatform | undefined {
  return db.select().from(ltiPlatforms).where(eq(ltiPlatforms.id, id)).get();
}

export interface DeploymentView {
  deploymentId: string;
  firstSeenAt: Date;
  acceptedAt: Date | null;
}

export function countDeployments(db: Pick<Db, "select">, platformId: string): number {
  return db
    .select({ n: count() })
    .from(ltiDeployments)
    .where(eq(ltiDeployments.platformId, platformId))
    .get()!.n;
}

/** Those that wait first, then the newest. `page`: from 1. */
export function selectDeployments(
  db: Pick<Db, "select">,
  platformId: string,
  page: number,
): DeploymentView[] {
  return db
    .select({
      deploymentId: ltiDeployments.deploymentId,
      firstSeenAt: ltiDeployments.firstSeenAt,
      acceptedAt: ltiDeployments.acceptedAt,
    })
    .from(ltiDeployments)
    .where(eq(ltiDeployments.platformId, platformId))
    .orderBy(
      asc(isNotNull(ltiDeployments.acceptedAt)),
      desc(ltiDeployments.firstSeenAt),
      asc(ltiDeployments.deploymentId),
    )
    .limit(DEPLOYMENTS_PAGE)
    .offset((page - 1) * DEPLOYMENTS_PAGE)
    .all();
}

export interface LinkedContext {
  id: string;
  /** "" if the platform sends none. */
  title: string;
  deploymentId: string;
  courseId: string;
  course: string;
}

/** The newest links. */
export function selectLinkedContexts(db: Pick<Db, "select">, platformId: string): LinkedContext[] {
  return db
    .select({
      id: ltiContexts.id,
      title: ltiContexts.title,
      deploymentId: ltiContexts.deploymentId,
      courseId: courses.id,
      course: courses.title,
    })
    .from(ltiContexts)
    .innerJoin(courses, eq(courses.id, ltiContexts.courseId))
    .where(and(eq(ltiContexts.platformId, platformId), isNotNull(ltiContexts.courseId)))
    .orderBy(desc(ltiContexts.linkedAt), asc(ltiContexts.id))
    .limit(MAX_CONTEXTS)
    .all();
}
