// One exercise: the statement beside the editor, and below it what the visible tests say of what stands there.

import { raw } from "hono/html";
import { newId } from "../db/id.ts";
import type { AppContext } from "../http/environment.ts";
import { Layout } from "../ui/layout.tsx";
import type { Offer } from "./catalogue.ts";

export function ExercisePage({ c, offer }: { c: AppContext; offer: Offer }) {
  const t = c.get("t");
  const language = c.get("language");
  const { manifest, starter } = offer.exercise;
  const path = `/exercises/${offer.pack}/${offer.id}`;
  return (
    <Layout c={c} title={manifest.title[language]} styles={["katex"]} wide>
      <div class="workbench">
        <article class="statement">
          <h1>{manifest.title[language]}</h1>
          {raw(offer.statements[language])}
        </article>
        <form class="editor" method="post" action={`${path}/submissions`}>
          <input type="hidden" name="form-key" value={newId()} />
          <label for="source">{t("submission.source")}</label>
          <textarea id="source" name="source" rows={30} spellcheck={false} autocapitalize="off" autocomplete="off" autocorrect="off">{starter}</textarea>
          <button class="primary" type="submit">{t("submission.submit")}</button>
        </form>
      </div>
    </Layout>
  );
}
