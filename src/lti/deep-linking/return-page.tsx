// Back to the platform with the answer: a form that src/islands/lti-frame.ts sends at once. Without
// scripts, a button sends it.

import type { AppContext } from "../../http/environment.ts";
import { FrameLayout } from "../frame-layout.tsx";

interface ReturnPageProps {
  c: AppContext;
  platform: string;
  /** Of links; 0: cancelled. */
  count: number;
  address: string;
  token: string;
}

export function ReturnPage({ c, platform, count, address, token }: ReturnPageProps) {
  const t = c.get("t");
  const title = t("ltiDeepLinking.back.title", { platform });
  return (
    <FrameLayout c={c} title={title} islands={["lti-frame"]}>
      <div class="narrow">
        <h1>{title}</h1>
        <p>
          {count === 0
            ? t("ltiDeepLinking.back.nothing")
            : t("ltiDeepLinking.back.links", { count, platform })}
        </p>
        <form method="post" action={address} data-at-once="">
          <input type="hidden" name="JWT" value={token} />
          <p class="actions">
            <button class="primary" type="submit">
              {t("ltiDeepLinking.back.button", { platform })}
            </button>
          </p>
        </form>
      </div>
    </FrameLayout>
  );
}
