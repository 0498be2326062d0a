// The site: middleware in the order in which a request passes it, then the routes of each feature,
// then the one place that answers errors.

import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import { apiRoutes } from "./api/routes.tsx";
import { newId } from "./db/id.ts";
import { auditRoutes } from "./audit/routes.tsx";
import { linkRoutes } from "./auth/link-routes.tsx";
import { casRoutes } from "./auth/cas/routes.tsx";
import { authRoutes } from "./auth/routes.tsx";
import { verifyRoutes } from "./auth/verify-routes.tsx";
import { identifyViewer } from "./auth/viewer.ts";
import { certificateRoutes } from "./certificates/routes.tsx";
import { liveTestRoutes } from "./live-tests/routes.tsx";
import { commentRoutes } from "./comments/routes.ts";
import { myCoursesRoutes } from "./courses/my-courses/my-courses-routes.tsx";
import { isInAnyCourse } from "./courses/my-courses/select-my-courses.ts";
import { courseRoutes } from "./courses/routes.tsx";
import { ownTestRoutes } from "./own-tests/routes.ts";
import { draftRoutes } from "./exercises/draft-routes.ts";
import { hintRoutes } from "./exercises/hint-routes.ts";
import { exerciseRoutes } from "./exercises/routes.tsx";
import { canvasRoutes } from "./gradebook/canvas-routes.tsx";
import { importExportRoutes } from "./gradebook/import-export-routes.tsx";
import { gradebookRoutes } from "./gradebook/routes.tsx";
import { type AppEnv, NOBODY } from "./http/environment.ts";
import { answerError, answerNotFound } from "./ui/error-page.tsx";
import { makePageFinder } from "./http/current-page.ts";
import { logRequests } from "./operations/log-request.ts";
import { readLanguage, readTheme, readTimeZone } from "./http/preferences.ts";
import { operationRoutes } from "./operations/routes.ts";
import { preferenceRoutes } from "./http/preference-routes.ts";
import { linkLocation } from "./http/link-location.ts";
import { guardAnswers, preventCaching, requireSameOrigin } from "./http/security.ts";
import { parseSiteAddress } from "./site-address.ts";
import { takeBody } from "./http/take-body.ts";
import { makeTranslator } from "./i18n/index.ts";
import { ltiRoutes } from "./lti/routes.tsx";
import { mapRoutes } from "./map/routes.tsx";
import { mergeRoutes } from "./manage/merge/merge-routes.tsx";
import { manageRoutes } from "./manage/routes.tsx";
import { siteRoleRoutes } from "./manage/site-role-routes.tsx";
import { gradersRoutes } from "./manage/graders/graders-routes.tsx";
import { wallsRoutes } from "./manage/walls/walls-routes.tsx";
import { packEndRoutes } from "./pack-end/routes.tsx";
import { privacyRoutes } from "./privacy/routes.tsx";
import { countWaiting } from "./questions/count-waiting.ts";
import { referenceAnswerRoutes } from "./reference-answers/routes.tsx";
import { regradeRoutes } from "./regrades/routes.tsx";
import type { PageServices } from "./services.ts";
import { startPageRoutes } from "./start-page/routes.tsx";
import { similarityRoutes } from "./similarity/routes.tsx";
import { settingsRoutes } from "./settings/routes.tsx";
import { statisticsRoutes } from "./statistics/routes.tsx";
import { comparisonRoutes } from "./solutions/routes.tsx";
import { submissionRoutes } from "./submissions/routes.tsx";
import { serveAsset } from "./ui/assets.ts";
import { forwardToFeeder } from "./web-processes/forward.ts";

export function createApp(services: PageServices): Hono<AppEnv> {
  const { config, auth, db, link } = services;
  const site = parseSiteAddress(config.publicUrl);
  const app = new Hono<AppEnv>({ getPath: (request) => site.pathAsked(getPath(request)) });
  const findPage = makePageFinder(app, site);

  app.use(async (c, next) => {
    const language = readLanguage(c, config.language);
    c.set("requestId", newId(10));
    c.set("language", language);
    c.set("t", makeTranslator(language));
    c.set("timeZone", readTimeZone(c, config));
    c.set("theme", readTheme(c));
    c.set("site", site);
    c.set("viewer", NOBODY);
    c.set("findPage", findPage);
    c.set("isForwarded", false);
    c.set("frame", undefined);
    c.set("hasCourses", () => {
      const viewer = c.get("viewer");
      return (
        viewer.kind === "member" && (viewer.siteRole !== null || isInAnyCourse(db, viewer.userId))
      );
    });
    c.set("countQuestions", (courseId) => countWaiting(db, courseId));
    await next();
  });
  app.use(logRequests(services));
  app.use(linkLocation);
  app.use(guardAnswers(config.publicUrl.startsWith("https:")));
  app.use(preventCaching);
  app.get("/assets/:name", (c) => serveAsset(c, c.req.param("name")) ?? answerNotFound(c));
  app.use(takeBody());
  if (link !== undefined) app.use(forwardToFeeder(link));
  app.route("/", operationRoutes(services));
  app.use(identifyViewer(auth, db));
  app.use(requireSameOrigin(site.origin));

  app.route("/", preferenceRoutes());
  app.route("/", startPageRoutes(services));
  app.route("/", mapRoutes(services));
  app.route("/", exerciseRoutes(services));
  app.route("/", draftRoutes(services));
  app.route("/", ownTestRoutes(services));
  app.route("/", hintRoutes(services));
  app.route("/", liveTestRoutes(services));
  app.route("/", referenceAnswerRoutes(services));
  app.route("/", submissionRoutes(services));
  app.route("/", comparisonRoutes(services));
  app.route("/", apiRoutes(services));
  app.route("/", authRoutes(services));
  app.route("/", casRoutes(services));
  app.route("/", linkRoutes(services));
  app.route("/", verifyRoutes(services));
  app.route("/", ltiRoutes(services));
  app.route("/", settingsRoutes(services));
  app.route("/", certificateRoutes(services));
  app.route("/", packEndRoutes(services));
  app.route("/", myCoursesRoutes(services));
  app.route("/", courseRoutes(services));
  app.route("/", auditRoutes(services));
  app.route("/", commentRoutes(services));
  app.route("/", privacyRoutes(services));
  app.route("/", regradeRoutes(services));
  app.route("/", importExportRoutes(services));
  app.route("/", canvasRoutes(services));
  app.route("/", gradebookRoutes(services));
  app.route("/", statisticsRoutes(services));
  app.route("/", similarityRoutes(services));
  app.route("/", manageRoutes(services));
  app.route("/", siteRoleRoutes(services));
  app.route("/", wallsRoutes(services));
  app.route("/", gradersRoutes(services));
  app.route("/", mergeRoutes(services));

  app.notFound(answerNotFound);
  app.onError((error, c) => answerError(error, c, services));
  return app;
}
