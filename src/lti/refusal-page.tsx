// Why a launch was refused, for the person who sees it and for the administrator whom they ask. The
// page may be in a frame of a platform that is not known: it contains nothing to click.

import { describeErrorForLog } from "../log.ts";
import type { AppContext } from "../http/environment.ts";
import { FrameLayout } from "./frame-layout.tsx";
import { LtiRefusedError } from "./errors.ts";
import type { LtiServices } from "./lti-services.ts";
import type { LtiPlatform } from "./select-platform.ts";
import { allowPlatformFrame } from "./frame.ts";

/** Throws any other error. */
export function answerRefusal(
  { log }: Pick<LtiServices, "log">,
  c: AppContext,
  error: unknown,
  platform: LtiPlatform | undefined,
): Response | Promise<Response> {
  if (!(error instanceof LtiRefusedError)) throw error;
  const { refusal, detail } = error;
  log.warn(
    {
      requestId: c.get("requestId"),
      refusal,
      platform: platform?.id,
      error: describeErrorForLog(error),
    },
    "a launch was refused",
  );
  if (platform !== undefined) allowPlatformFrame(c, platform, { ownUrls: [] });
  const t = c.get("t");
  c.status(refusal === "keys" ? 502 : 403);
  return c.html(
    <FrameLayout c={c} title={t("lti.refused.title")}>
      <div class="narrow">
        <h1>{t("lti.refused.title")}</h1>
        <p>{t(`lti.refused.${refusal}`, { platform: platform?.name ?? "" })}</p>
        <p class="muted">
          {t("lti.refused.code", { code: detail === "" ? refusal : `${refusal}: ${detail}` })}
        </p>
      </div>
    </FrameLayout>,
  );
}
