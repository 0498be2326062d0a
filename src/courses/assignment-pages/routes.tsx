//   POST  /courses/:id/assignments/:assignment/move, /remove, /restore
//
// Creating and editing: create-routes.tsx, edit-routes.tsx. Below an assignment: extension-routes.tsx,
// solution-routes.tsx.

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Logger } from "pino";
import type { Catalogue } from "../../catalogue/catalogue.ts";
import type { Db } from "../../db/open.ts";
import type { AppEnv } from "../../http/environment.ts";
import { readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { createRoutes } from "./create-routes.tsx";
import { editRoutes } from "./edit-routes.tsx";
import { extensionRoutes } from "./extension-routes.tsx";
import { findForChange } from "./find-for-change.ts";
import { moveAssignment, setRemoved } from "./save-assignment.ts";
import { solutionRoutes } from "./solution-routes.tsx";

export function assignmentRoutes({
  catalogue,
  db,
  log,
}: {
  catalogue: Catalogue;
  db: Db;
  log: Logger;
}): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route("/", createRoutes({ catalogue, db }))
    .route("/", editRoutes(db))
    .post("/courses/:id/assignments/:assignment/move", async (c) => {
      const { course, assignment, change } = findForChange(db, c);
      const direction = readText(await readForm(c), "direction");
      if (direction !== "up" && direction !== "down") throw new HTTPException(400);
      moveAssignment(db, change, assignment.id, direction);
      return c.redirect(`/courses/${course.id}`, 303);
    })
    .post("/courses/:id/assignments/:assignment/remove", (c) => {
      const { course, assignment, change } = findForChange(db, c);
      setRemoved(db, change, assignment.id, true);
      return c.redirect(`/courses/${course.id}?removed=${assignment.id}`, 303);
    })
    .post("/courses/:id/assignments/:assignment/restore", (c) => {
      const { course, assignment, change } = findForChange(db, c);
      setRemoved(db, change, assignment.id, false);
      return c.redirect(`/courses/${course.id}`, 303);
    })
    .route("/", solutionRoutes({ catalogue, db, log }))
    .route("/", extensionRoutes({ db }));
}
