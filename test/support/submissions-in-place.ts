// Submissions and drafts inserted into the database of a quiet site, as if they had been sent.

import { and, eq } from "drizzle-orm";
import { drafts, submissions } from "../../src/db/submission-schema.ts";
import type { Services } from "../../src/services.ts";
import type { QuietSite } from "./quiet-site.ts";
import type { Visitor } from "./visitor.ts";

const SUBMIT_PATH = "/exercises/tiny/sum/submissions";

/** Sends it by the form; returns the submission's id. */
export async function submitByForm(
  visitor: Visitor,
  source: string,
  formKey?: string,
): Promise<string> {
  const answer = await visitor.post(SUBMIT_PATH, {
    source,
    ...(formKey === undefined ? {} : { "form-key": formKey }),
  });
  const id = /\/submissions\/(\w+)$/.exec(answer.headers.get("location") ?? "")?.[1];
  if (id === undefined) throw new Error(`not recorded: ${answer.status} ${await answer.text()}`);
  return id;
}

/** Attempts of one user, in order of sending. */
export function attemptsOf({ db }: Services, userId: string): [number, string][] {
  return db
    .select({ attempt: submissions.attempt, source: submissions.source })
    .from(submissions)
    .where(eq(submissions.userId, userId))
    .orderBy(submissions.attempt)
    .all()
    .map(({ attempt, source }) => [attempt, source]);
}

export function authorOf({ db }: Services, id: string): string {
  return db
    .select({ userId: submissions.userId })
    .from(submissions)
    .where(eq(submissions.id, id))
    .get()!.userId;
}

export function putDraft(
  { services: { db } }: QuietSite,
  userId: string,
  exerciseId: string,
  source: string,
): void {
  db.insert(drafts)
    .values({ userId, packId: "tiny", exerciseId, source, revision: 1, savedAt: new Date() })
    .run();
}

export function draftOf(
  { services: { db } }: QuietSite,
  userId: string,
  exerciseId: string,
): string | undefined {
  return db
    .select({ source: drafts.source })
    .from(drafts)
    .where(and(eq(drafts.userId, userId), eq(drafts.exerciseId, exerciseId)))
    .get()?.source;
}
