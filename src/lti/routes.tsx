// Learning platforms (LTI 1.3): their registrations, what they send, and the pages that they open.

import { Hono } from "hono";
import type { AppEnv } from "../http/environment.ts";
import { contextRoutes } from "./context-routes.tsx";
import { deepLinkingRoutes } from "./deep-linking/routes.tsx";
import { sendingRoutes } from "./grades/sending-routes.tsx";
import { loginRoutes } from "./login-routes.tsx";
import type { LtiServices } from "./lti-services.ts";
import { openRoutes } from "./open-routes.tsx";
import { registrationRoutes } from "./registration/routes.tsx";
import { rosterRoutes } from "./roster/roster-routes.tsx";

export function ltiRoutes(services: LtiServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .route("/", loginRoutes(services))
    .route("/", openRoutes(services))
    .route("/", contextRoutes(services))
    .route("/", deepLinkingRoutes(services))
    .route("/", sendingRoutes(services))
    .route("/", registrationRoutes(services))
    .route("/", rosterRoutes(services));
}
