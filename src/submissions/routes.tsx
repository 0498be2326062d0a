// POST /exercises/:pack/:exercise/submissions   records one, or asks first (sending/)
// GET  /exercises/:pack/:exercise/submissions   the reader's submissions to one exercise
// GET  /submissions                             all of the reader's submissions
// GET  /submissions/:id                         one submission
// GET  /submissions/:id/source                  its code
// GET  /submissions/:id/state, /events          its progress
// POST /submissions/:id/questions…              question-routes.tsx

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppContext, AppEnv } from "../http/environment.ts";
import type { SubmissionServices } from "./submission-services.ts";
import { streamStatus } from "./events.tsx";
import { HistoryPage } from "./history-page.tsx";
import { selectHistory } from "../grading/select-history.ts";
import { answerForm } from "./sending/answer-form.tsx";
import { selectPurposes } from "./purpose.ts";
import { questionRoutes } from "./question-routes.tsx";
import { renderStatusFragment, readStatusProps } from "./status.tsx";
import { findSubmission, showSubmission } from "./show-submission.tsx";
import { nameDownload } from "../http/name-download.ts";

export function submissionRoutes(services: SubmissionServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post("/exercises/:pack/:exercise/submissions", (c) => answerForm(services, c))
    .get("/exercises/:pack/:exercise/submissions", (c) =>
      showHistory(services, c, {
        packId: c.req.param("pack"),
        exerciseId: c.req.param("exercise"),
      }),
    )
    .route("/", questionRoutes(services))
    .get("/submissions", (c) => showHistory(services, c))
    .get("/submissions/:id", (c) => showSubmission(services, c))
    .get("/submissions/:id/state", async (c) => {
      const props = await readStatusProps(services, c, findSubmission(services, c));
      return c.json(renderStatusFragment(props));
    })
    .get("/submissions/:id/events", (c) => streamStatus(services, c, findSubmission(services, c)))
    .get("/submissions/:id/source", (c) => {
      const { source, fileName } = findSubmission(services, c);
      c.header("content-type", "text/plain; charset=utf-8");
      nameDownload(c, fileName);
      return c.body(source);
    });
}

/** `of`: one exercise; without it, all of the reader's submissions. */
function showHistory(
  { db, catalogue }: SubmissionServices,
  c: AppContext,
  of: { packId?: string; exerciseId?: string } = {},
) {
  const { userId } = c.get("viewer");
  if (userId === null) throw new HTTPException(401);
  const rows = selectHistory(db, userId, { ...of, ...readBefore(c) });
  return c.html(
    <HistoryPage
      c={c}
      rows={rows}
      purposes={selectPurposes(db, rows)}
      path={c.req.path}
      isOffered={({ packId, exerciseId }) => catalogue.find(packId, exerciseId) !== undefined}
    />,
  );
}

function readBefore(c: AppContext): { before?: string } {
  const before = c.req.query("before") ?? "";
  return /^[0-9a-z]{1,40}$/.test(before) ? { before } : {};
}
