// A request for links arrives: staff get the picker, anyone else is told why not.

import type { AppContext } from "../../http/environment.ts";
import type { LtiLaunch } from "../../db/lti-schema.ts";
import type { CheckedMessage } from "../check-message.ts";
import { allowPlatformFrame } from "../frame.ts";
import { FrameLayout } from "../frame-layout.tsx";
import type { LtiServices } from "../lti-services.ts";
import type { LtiPlatform } from "../select-platform.ts";
import { mayPick, selectStanding } from "./find-standing.ts";
import { addPicking } from "./pickings.ts";
import { readSettings } from "./settings.ts";

/** Throws `LtiRefusedError`. */
export function startPicking(
  { db }: Pick<LtiServices, "db">,
  c: AppContext,
  platform: LtiPlatform,
  message: CheckedMessage,
  launch: LtiLaunch,
): Response | Promise<Response> {
  const picking = readSettings(message);
  const { id: platformId } = platform;
  if (!mayPick(selectStanding(db, platformId, launch))) {
    allowPlatformFrame(c, platform, message);
    return answerNoStaff(c, platform.name);
  }
  const secret = addPicking(db, { platformId, launch: { ...launch, picking } });
  c.set("frame", undefined);
  return c.redirect(`/lti/pick/${secret}`, 303);
}

export function answerNoStaff(c: AppContext, platform: string): Response | Promise<Response> {
  const t = c.get("t");
  c.status(403);
  return c.html(
    <FrameLayout c={c} title={t("ltiDeepLinking.noStaff.title")}>
      <div class="narrow">
        <h1>{t("ltiDeepLinking.noStaff.title")}</h1>
        <p>{t("ltiDeepLinking.noStaff.text", { platform })}</p>
      </div>
    </FrameLayout>,
  );
}
