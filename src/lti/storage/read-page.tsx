// After the platform's sign-in: src/islands/lti-storage.ts reads the secret back from the platform,
// takes it away there, and sends the launch again with it. It needs scripts, as storing the secret
// did.

import type { AppContext } from "../../http/environment.ts";
import { FrameLayout } from "../frame-layout.tsx";

interface ReadPageProps {
  c: AppContext;
  frame: string;
  origin: string;
  name: string;
  /** The path that launches are sent to, and what was sent. */
  path: string;
  state: string;
  token: string;
}

export function ReadPage({ c, frame, origin, name, path, state, token }: ReadPageProps) {
  const t = c.get("t");
  return (
    <FrameLayout c={c} title={t("ltiDeepLinking.storage.title")} islands={["lti-storage"]}>
      <div class="narrow">
        <h1>{t("ltiDeepLinking.storage.title")}</h1>
        <p>{t("ltiDeepLinking.storage.reading")}</p>
        <form
          id="lti-get"
          method="post"
          action={path}
          data-frame={frame}
          data-origin={origin}
          data-name={name}
        >
          <input type="hidden" name="state" value={state} />
          <input type="hidden" name="id_token" value={token} />
          <input type="hidden" name="stored" value="" />
        </form>
      </div>
    </FrameLayout>
  );
}
