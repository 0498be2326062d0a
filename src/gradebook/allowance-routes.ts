//   POST  /courses/:id/gradebook/:assignment/:user/allowances
//         lets an attempt count that the rules leave out, with a reason
//   POST  /courses/:id/gradebook/:assignment/:user/allowances/:allowance/undo

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { GradeQueue } from "../grading/grade-queue.ts";
import type { Queue } from "../grading/queue.ts";
import type { AppEnv } from "../http/environment.ts";
import { readLine, readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import { mayBeLetCount } from "./attempts-view.tsx";
import { CELL, findCellToChange, redirectToCell, refuseCell } from "./cell-request.tsx";
import { letCount, undoLetCount } from "./let-count.ts";
import { MAX_REASON_LENGTH } from "./override-score.ts";

export function allowanceRoutes({
  db,
  queue,
  gradeQueue,
}: {
  db: Db;
  queue: Queue;
  gradeQueue: Pick<GradeQueue, "wake">;
}): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post(`${CELL}/allowances`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(db, c);
      const form = await readForm(c);
      const submissionId = readText(form, "submission");
      const attempt = [...cell.attempts, ...cell.loosePractice].find(
        ({ id }) => id === submissionId,
      );
      if (attempt === undefined || !mayBeLetCount(attempt.standing)) throw new HTTPException(404);
      const values = {
        letReason: readLine(form, "letReason"),
        lateRule: readText(form, "lateRule"),
      };
      if (values.letReason === "" || values.letReason.length > MAX_REASON_LENGTH)
        return refuseCell(
          db,
          c,
          { course, cell },
          { letReason: { key: "gradebook.error.letReason", params: { count: MAX_REASON_LENGTH } } },
          values,
          submissionId,
        );
      letCount(db, queue, name, {
        submissionId,
        withLateRule: values.lateRule !== "without",
        reason: values.letReason,
        actorId,
      });
      gradeQueue.wake();
      return redirectToCell(c, name, "let-count");
    })
    .post(`${CELL}/allowances/:allowance/undo`, (c) => {
      const { name, actorId, cell } = findCellToChange(db, c);
      const id = c.req.param("allowance");
      if (!cell.allowances.some((entry) => entry.id === id)) throw new HTTPException(404);
      undoLetCount(db, name, id, actorId);
      return redirectToCell(c, name, "let-count");
    });
}
