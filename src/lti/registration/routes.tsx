// Registrations of learning platforms.

import { Hono } from "hono";
import type { AppEnv } from "../../http/environment.ts";
import type { LtiServices } from "../lti-services.ts";
import { changeRoutes } from "./change-routes.tsx";
import { iconRoute } from "./icon-route.ts";
import { manageRoutes } from "./manage-routes.tsx";
import { registerRoutes } from "./register-routes.tsx";

export function registrationRoutes(services: LtiServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route("/", manageRoutes(services))
    .route("/", changeRoutes(services))
    .route("/", registerRoutes(services))
    .route("/", iconRoute());
}
