// The line below the editor that evaluates an expression. It needs scripts; without them it is
// hidden.

import { findGivenNames } from "../../grader/doors/packs.ts";
import type { Offer } from "../catalogue/catalogue.ts";
import type { AppContext } from "../http/environment.ts";

export function TryForm({ c, offer }: { c: AppContext; offer: Offer }) {
  const t = c.get("t");
  const names = offer.exercise.manifest.exports.map(({ name }) => name);
  const given = findGivenNames(offer.exercise);
  return (
    <section class="try" id="try" aria-labelledby="try-title" hidden>
      <form id="try-form">
        <div class="try-line">
          <label id="try-title" for="try-code">
            {t("ownTest.try")}
          </label>
          <textarea
            id="try-code"
            rows={1}
            maxlength={2000}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
            autocorrect="off"
            aria-describedby="try-names"
            placeholder={t("ownTest.placeholder", { name: names[0] ?? "" })}
          ></textarea>
          <button type="submit">{t("ownTest.run")}</button>
        </div>
        <details class="try-names">
          <summary>{t("ownTest.names")}</summary>
          <p id="try-names">
            {t("ownTest.yours")} {listCode(names)}
          </p>
          {given.length > 0 && (
            <p>
              {t("ownTest.given")} {listCode(given)}
            </p>
          )}
        </details>
      </form>
      <div id="try-answer" aria-live="polite"></div>
      <form id="keep-form" hidden>
        <div class="try-line">
          <label for="keep-expected">{t("ownTest.expectedField")}</label>
          <input
            id="keep-expected"
            maxlength={2000}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
          />
          <button type="submit" class="quiet">
            {t("ownTest.keep")}
          </button>
        </div>
      </form>
    </section>
  );
}

function listCode(names: readonly string[]) {
  return names.map((name, i) => (
    <>
      {i > 0 && ", "}
      <code>{name}</code>
    </>
  ));
}
