// An exercise that is no longer offered: what replaces it, and the reader's own draft, which can be
// copied or saved as a file.

import type { Localized } from "../../grader/doors/packs.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";
import { escapeControls } from "../reports/visible-text.ts";
import { Layout } from "../ui/layout.tsx";
import type { Draft } from "./drafts.ts";
import { ReplacementLinks } from "../catalogue/replacement-links.tsx";

interface WithdrawnPageProps {
  c: AppContext;
  title: Localized;
  /** The exercise's address. */
  path: string;
  replacements: readonly Offer[];
  draft: Draft | undefined;
  hasSubmissions: boolean;
}

export function WithdrawnPage(props: WithdrawnPageProps) {
  const { c, path, replacements, draft, hasSubmissions } = props;
  const t = c.get("t");
  const title = props.title[c.get("language")];
  return (
    <Layout c={c} title={title} islands={["highlight-code"]}>
      <h1>{title}</h1>
      <p class="notice">{t("editor.withdrawn.gone")}</p>
      {replacements.length > 0 && (
        <p>
          {t("editor.withdrawn.replacedBy")} <ReplacementLinks c={c} offers={replacements} />
        </p>
      )}
      {hasSubmissions && (
        <p>
          <a href={`${path}/submissions`}>{t("editor.withdrawn.submissions")}</a>
        </p>
      )}
      {draft !== undefined && (
        <section aria-labelledby="draft">
          <h2 id="draft">{t("editor.withdrawn.draft")}</h2>
          <p>
            <a class="button" href={`${path}/draft`} download="draft.ts">
              {t("submission.download")}
            </a>
          </p>
          <pre class="solution" tabindex={0} role="group" aria-labelledby="draft">
            <code data-highlight>{draft.source.split("\n").map(escapeControls).join("\n")}</code>
          </pre>
        </section>
      )}
    </Layout>
  );
}
