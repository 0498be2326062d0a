//   GET, POST  /join/:code   which course it is; joins it
//   GET        /courses/:id  for participants
//
// Below /courses/:id: people-routes.tsx, roster/, questions/, settings-routes.tsx, copy-course/,
// assignments/routes.tsx.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { arrive } from "../auth/arrive.ts";
import type { AppEnv } from "../http/environment.ts";
import type { CourseServices } from "./course-services.ts";
import { assignmentRoutes } from "./assignment-pages/routes.tsx";
import { copyRoutes } from "./copy-course/copy-routes.tsx";
import { CoursePage } from "./course-page.tsx";
import { firstLinkRoutes } from "./first-links/first-link-routes.tsx";
import { requireCourse } from "../membership/gate.ts";
import { selectOptionalInvitation, selectOptionalRole } from "../membership/join-links.ts";
import { JoinPage } from "./join-page.tsx";
import { peopleRoutes } from "./people-routes.tsx";
import { courseQuestionRoutes } from "./questions/questions-routes.tsx";
import { rosterRoutes } from "./roster/roster-routes.tsx";
import { seatRoutes } from "./seats/seat-routes.tsx";
import { settingsRoutes } from "./settings-routes.tsx";

export function courseRoutes(services: CourseServices): Hono<AppEnv> {
  const { db } = services;
  const findInvitation = (code: string) => {
    const invitation = selectOptionalInvitation(db, code);
    if (invitation === undefined) throw new HTTPException(404);
    return invitation;
  };

  return new Hono<AppEnv>()
    .get("/join/:code", (c) => {
      const invitation = findInvitation(c.req.param("code"));
      const viewer = c.get("viewer");
      return c.html(
        <JoinPage
          c={c}
          invitation={invitation}
          isIn={
            viewer.kind === "member" &&
            selectOptionalRole(db, invitation.course.id, viewer.userId) !== undefined
          }
        />,
      );
    })
    .post("/join/:code", (c) => {
      const { code } = findInvitation(c.req.param("code"));
      const viewer = c.get("viewer");
      // A token reads and sends its owner's work; it cannot join a course.
      if (viewer.kind !== "member" || c.get("hasToken"))
        return c.redirect(`/sign-up?join=${code}`, 303);
      return c.redirect(arrive(db, viewer.userId, { next: "/", join: code }), 303);
    })
    .get("/courses/:id", (c) =>
      c.html(
        <CoursePage
          c={c}
          db={db}
          catalogue={services.catalogue}
          course={requireCourse(db, c)}
          hasJoined={c.req.query("done") === "joined"}
        />,
      ),
    )
    .route("/", rosterRoutes(services))
    .route("/", firstLinkRoutes(services))
    .route("/", seatRoutes(services))
    .route("/", peopleRoutes(services))
    .route("/", courseQuestionRoutes(services))
    .route("/", settingsRoutes(services))
    .route("/", copyRoutes(services))
    .route("/", assignmentRoutes(services));
}
