// A picker that is over. Nothing is known of the platform any more, so no frame may show it: its
// page says so where it is opened by itself, and the platform shows an empty frame.

import type { AppContext } from "../../http/environment.ts";
import { FrameLayout } from "../frame-layout.tsx";

export function answerExpiredPicker(c: AppContext): Response | Promise<Response> {
  const t = c.get("t");
  c.status(410);
  return c.html(
    <FrameLayout c={c} title={t("ltiDeepLinking.expired.title")}>
      <div class="narrow">
        <h1>{t("ltiDeepLinking.expired.title")}</h1>
        <p>{t("ltiDeepLinking.expired.text")}</p>
      </div>
    </FrameLayout>,
  );
}
