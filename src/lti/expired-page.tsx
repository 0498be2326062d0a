// A link of a launch that was used already, or is too old.

import type { AppContext } from "../http/environment.ts";
import { Layout } from "../ui/layout.tsx";

export function ExpiredPage({ c }: { c: AppContext }) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("lti.expired.title")} isUnlisted>
      <div class="narrow">
        <h1>{t("lti.expired.title")}</h1>
        <p>{t("lti.expired.text")}</p>
      </div>
    </Layout>
  );
}
