// POST /submissions/:id/comments                    comments on a line or the whole submission
// POST /submissions/:id/comments/:comment           changes a comment, for its author
// POST /submissions/:id/comments/:comment/remove    removes it, for its author or an instructor

import { readComment } from "./read-comment.ts";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Form, readText } from "../http/read-field.ts";
import { requireOpen } from "../membership/require-open.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { RefusedError } from "../http/errors.ts";
import { readForm } from "../http/read-form.ts";
import type { Db } from "../db/open.ts";
import { requireCommenting } from "./permission.ts";
import { addComment, changeComment, removeComment } from "./queries.ts";

export function commentRoutes({ db }: { db: Db }): Hono<AppEnv> {
  /**
   * Users who read a submission as staff may comment on it; for all others the page does not exist.
   */
  const find = (c: AppContext) => {
    const found = requireCommenting(db, c, c.req.param("id") ?? "");
    if (found.course !== null) requireOpen(found.course);
    return { ...found, courseId: found.course?.id ?? null };
  };
  const back = (c: AppContext, submissionId: string, anchor: string) =>
    c.redirect(`/submissions/${submissionId}#${anchor}`, 303);

  return new Hono<AppEnv>()
    .post("/submissions/:id/comments", async (c) => {
      const { submission, actorId, courseId } = find(c);
      const form = await readForm(c);
      const id = addComment(db, {
        actorId,
        courseId,
        assignmentId: submission.assignment?.id ?? null,
        userId: submission.userId,
        submissionId: submission.id,
        line: readLineNumber(form, submission.source),
        text: requireComment(form),
      });
      return back(c, submission.id, `comment-${id}`);
    })
    .post("/submissions/:id/comments/:comment", async (c) => {
      const { submission, actorId, courseId } = find(c);
      const id = c.req.param("comment");
      if (
        !changeComment(
          db,
          { submissionId: submission.id },
          { actorId, courseId, id, text: requireComment(await readForm(c)) },
        )
      )
        throw new HTTPException(404);
      return back(c, submission.id, `comment-${id}`);
    })
    .post("/submissions/:id/comments/:comment/remove", (c) => {
      const { submission, actorId, courseId, canRemoveAny } = find(c);
      if (
        !removeComment(
          db,
          { submissionId: submission.id },
          { actorId, courseId, id: c.req.param("comment"), any: canRemoveAny },
        )
      )
        throw new HTTPException(404);
      return back(c, submission.id, "code");
    });
}

/** Throws `RefusedError` if the text is empty or too long. */
function requireComment(form: Form): string {
  const { text, error } = readComment(form);
  if (error !== undefined) throw new RefusedError(error.code, error);
  return text;
}

/** null: the whole submission, also if the code does not have the line. */
function readLineNumber(form: Form, source: string): number | null {
  const line = Number(readText(form, "line"));
  return Number.isInteger(line) && line >= 1 && line <= source.split("\n").length ? line : null;
}
