// Dynamic Registration (1EdTech LTI Dynamic Registration 1.0):
//
//   GET  /lti/register/:secret   ?openid_configuration=&registration_token= what is registered
//   POST /lti/register/:secret   registers this site at the platform, and the platform here
//
// The secret in the address is the authority; no session is used, because the page is in a frame of
// the platform. Whoever has the secret may register any platform, so it does not matter which page
// shows the frame.

import { Hono } from "hono";
import { hashSecret } from "../../db/id.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { readText } from "../../http/read-field.ts";
import { readForm } from "../../http/read-form.ts";
import { describeErrorForLog } from "../../log.ts";
import { allowFrameOf } from "../frame.ts";
import type { LtiServices } from "../lti-services.ts";
import { describeForRegistration } from "./describe-tool.ts";
import { RegistrationError } from "./errors.ts";
import { findInvitation, type Invitation } from "./invitations.ts";
import { isPlatformAddress } from "./platform-address.ts";
import { type PlatformConfiguration, readConfiguration, type Start } from "./read-configuration.ts";
import { registerAtPlatform } from "./register-at-platform.ts";
import { FailurePage, RegisteredPage, RegisterPage } from "./register-page.tsx";

export function registerRoutes(services: LtiServices): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/lti/register/:secret", (c) => {
      const start = {
        configuration: c.req.query("openid_configuration") ?? "",
        token: c.req.query("registration_token") ?? "",
      };
      const around = nameOrigin(c, c.req.header("referer") ?? "");
      return answer(services, c, start, around, async (invitation) => {
        if (start.configuration === "") throw new RegistrationError("opened");
        const configuration = await readConfiguration(start, c.get("site"));
        return ask(c, { start, around, invitation, configuration });
      });
    })
    .post("/lti/register/:secret", async (c) => {
      const form = await readForm(c);
      const start = {
        configuration: readText(form, "openid_configuration"),
        token: readText(form, "registration_token"),
      };
      const around = nameOrigin(c, readText(form, "around"));
      return answer(services, c, start, around, async (invitation) => {
        const configuration = await readConfiguration(start, c.get("site"));
        if (computeSeen(configuration) !== readText(form, "seen"))
          return ask(c, { start, around, invitation, configuration, hasChanged: true });
        return register(services, c, { start, invitation, configuration });
      });
    });
}

async function answer(
  { db, log }: LtiServices,
  c: AppContext,
  start: Start,
  around: string,
  act: (invitation: Invitation) => Promise<Response>,
): Promise<Response> {
  allowFrame(c, [start.configuration, around]);
  try {
    const invitation = findInvitation(db, c.req.param("secret") ?? "");
    if (typeof invitation === "string") throw new RegistrationError(invitation);
    return await act(invitation);
  } catch (error) {
    if (!(error instanceof RegistrationError)) throw error;
    const { failure } = error;
    log.warn(
      { requestId: c.get("requestId"), failure, error: describeErrorForLog(error) },
      "a learning platform could not be registered",
    );
    c.status(chooseStatus(failure));
    return c.html(<FailurePage c={c} error={error} />);
  }
}

function chooseStatus(failure: RegistrationError["failure"]) {
  if (failure === "unknown") return 404;
  if (failure === "used" || failure === "expired") return 410;
  if (failure === "known") return 409;
  return failure === "opened" || failure === "token" || failure === "address" ? 400 : 502;
}

/** "" for an address of this site, or of none. */
function nameOrigin(c: AppContext, address: string): string {
  const site = c.get("site");
  if (!URL.canParse(address)) return "";
  const { origin } = new URL(address);
  return origin !== site.origin && isPlatformAddress(origin, site) ? origin : "";
}

function allowFrame(c: AppContext, addresses: string[]): void {
  const origins = addresses.map((address) => nameOrigin(c, address));
  allowFrameOf(
    c,
    origins.filter((origin) => origin !== ""),
  );
  // A platform that opens a window waits there for the end.
  c.header("cross-origin-opener-policy", "unsafe-none");
}

function ask(
  c: AppContext,
  props: {
    start: Start;
    around: string;
    invitation: Invitation;
    configuration: PlatformConfiguration;
    hasChanged?: boolean;
  },
) {
  const secret = c.req.param("secret") ?? "";
  if (props.hasChanged === true) c.status(409);
  return c.html(
    <RegisterPage c={c} secret={secret} seen={computeSeen(props.configuration)} {...props} />,
  );
}

/** Of all that a registration is made from. */
function computeSeen(configuration: PlatformConfiguration): string {
  return hashSecret(JSON.stringify(configuration));
}

async function register(
  { db, log }: LtiServices,
  c: AppContext,
  {
    start,
    invitation,
    configuration,
  }: { start: Start; invitation: Invitation; configuration: PlatformConfiguration },
) {
  await registerAtPlatform(db, {
    invitation,
    configuration,
    token: start.token,
    request: describeForRegistration(c.get("site"), configuration, c.get("t")),
  });
  log.info({ by: invitation.createdBy }, "a learning platform has registered itself");
  return c.html(<RegisteredPage c={c} invitation={invitation} configuration={configuration} />);
}
