// GET /submissions/:id/solutions   a submission beside the solutions of its exercise; ?with= names one

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "pino";
import { selectWorks } from "../assignments/assignments.ts";
import { recordSolutionView } from "../assignments/solution-views.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Config } from "../config.ts";
import type { Db } from "../db/open.ts";
import { selectOptionalSubmission, type SubmissionView } from "../grading/select-submission.ts";
import type { AddressReader } from "../http/address.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { readPayer } from "../http/payer.ts";
import { isPrefetch } from "../http/is-prefetch.ts";
import { readViewedCourse } from "../membership/gate.ts";
import { ComparisonPage, nameSolutions } from "./comparison-page.tsx";
import { loadSolutions } from "./load-solutions.ts";
import { mayCompare } from "./may-compare.ts";
import type { SolutionMeasurements } from "./measure-solutions.ts";

interface ComparisonServices {
  db: Db;
  log: Logger;
  config: Pick<Config, "practiceSolutions">;
  catalogue: Catalogue;
  solutionMeasurements: Pick<SolutionMeasurements, "measure">;
  addressOf: AddressReader;
}

export function comparisonRoutes(services: ComparisonServices): Hono<AppEnv> {
  return new Hono<AppEnv>().get("/submissions/:id/solutions", async (c) => {
    const submission = selectOptionalSubmission(
      services.db,
      c.get("viewer"),
      c.req.param("id"),
      readViewedCourse(c),
    );
    if (submission === undefined || !mayRead(services, submission)) throw new HTTPException(404);
    if (isPrefetch(c)) return c.body(null, 503);
    if (c.req.method === "GET" && submission.userId === c.get("viewer").userId)
      recordViews(services.db, submission);
    return await showComparison(services, c, submission);
  });
}

function mayRead({ db, config }: ComparisonServices, submission: SubmissionView): boolean {
  // Staff of the course always may, as on the assignment's page.
  if (submission.seenBy === "staff") return submission.assignment !== null;
  return mayCompare({ db, config }, submission);
}

/**
 * Each assignment of the reader with this exercise counts them as opened, also after practice: staff
 * look at this before they extend a due date.
 */
function recordViews(db: Db, { userId, packId, exerciseId, assignment }: SubmissionView): void {
  const ids = selectWorks(db, userId, { packId, exerciseId }).map((work) => work.assignment.id);
  if (assignment !== null) ids.push(assignment.id);
  for (const id of new Set(ids)) recordSolutionView(db, id, userId);
}

async function showComparison(
  services: ComparisonServices,
  c: AppContext,
  submission: SubmissionView,
) {
  const exercise = await services.catalogue.loadVersion(submission.versionHash, submission.packId);
  const solutions = await loadSolutions(services, submission.versionHash);
  const named = solutions === undefined ? [] : nameSolutions(solutions, exercise, c.get("t"));
  const wanted = c.req.query("with") ?? "";
  const { fileName, source } = submission;
  const outcome = await services.solutionMeasurements.measure({
    exercise,
    seed: submission.report?.receipt.seed ?? 0,
    codes: [{ fileName, source }, ...named],
    person: readPayer(c, services.addressOf),
  });
  // An exam may have begun, or the rule changed, while the tests ran.
  if (!mayRead(services, submission)) throw new HTTPException(404);
  return c.html(
    <ComparisonPage
      c={c}
      submission={submission}
      isWithheld={submission.seenBy === "staff" && !mayCompare(services, submission)}
      named={named}
      shown={named.find(({ id }) => id === wanted) ?? named[0]}
      outcome={outcome}
    />,
  );
}
