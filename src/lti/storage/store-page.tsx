// Between the platform's login request and its sign-in: src/islands/lti-storage.ts stores a secret
// at the platform, and goes on. Without scripts, the link goes on without it.

import type { AppContext } from "../../http/environment.ts";
import { FrameLayout } from "../frame-layout.tsx";
import type { FoundStorage } from "./find-storage.ts";

interface StorePageProps {
  c: AppContext;
  storage: FoundStorage;
  name: string;
  secret: string;
  /** Where to go when it is stored, and when it is not: their states differ. */
  stored: string;
  plain: string;
}

export function StorePage({ c, storage, name, secret, stored, plain }: StorePageProps) {
  const t = c.get("t");
  return (
    <FrameLayout c={c} title={t("ltiDeepLinking.storage.title")} islands={["lti-storage"]}>
      <div class="narrow">
        <h1>{t("ltiDeepLinking.storage.title")}</h1>
        <p
          id="lti-put"
          data-frame={storage.frame}
          data-origin={storage.origin}
          data-name={name}
          data-secret={secret}
          data-stored={stored}
        >
          {t("ltiDeepLinking.storage.storing")}
        </p>
        <p>
          <a id="lti-go-on" href={plain}>
            {t("ltiDeepLinking.storage.goOn")}
          </a>
        </p>
      </div>
    </FrameLayout>
  );
}
