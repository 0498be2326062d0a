//   POST  /courses/:id/gradebook/:assignment/:user/comments                  comments on a score
//   POST  /courses/:id/gradebook/:assignment/:user/comments/:comment         changes a comment
//   POST  /courses/:id/gradebook/:assignment/:user/comments/:comment/remove

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { addComment, changeComment, removeComment } from "../comments/queries.ts";
import { readComment } from "../comments/read-comment.ts";
import type { Db } from "../db/open.ts";
import type { AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import { CELL, findCellToChange, redirectToCell, refuseCell } from "./cell-request.tsx";

export function commentRoutes(db: Db): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post(`${CELL}/comments`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(db, c);
      const { text, error } = readComment(await readForm(c));
      if (error !== undefined)
        return refuseCell(db, c, { course, cell }, { text: error }, { text });
      addComment(db, { ...name, actorId, submissionId: null, line: null, text });
      return redirectToCell(c, name, "comments");
    })
    .post(`${CELL}/comments/:comment`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(db, c);
      const { text, error } = readComment(await readForm(c));
      if (error !== undefined) return refuseCell(db, c, { course, cell }, { text: error }, {});
      const id = c.req.param("comment");
      if (!changeComment(db, name, { actorId, courseId: name.courseId, id, text }))
        throw new HTTPException(404);
      return redirectToCell(c, name, "comments");
    })
    .post(`${CELL}/comments/:comment/remove`, (c) => {
      const { course, name, actorId } = findCellToChange(db, c);
      const id = c.req.param("comment");
      if (!removeComment(db, name, { actorId, courseId: name.courseId, id, any: course.canInvite }))
        throw new HTTPException(404);
      return redirectToCell(c, name, "comments");
    });
}
