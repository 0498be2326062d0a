// Which account is meant: the window was opened by a link that did not come from the platform's
// frame, or its browser is signed in as another person.

import type { Confirmation } from "../auth/confirm-action.ts";
import { ConfirmationField } from "../auth/confirmation-field.tsx";
import type { AppContext } from "../http/environment.ts";
import type { FieldError } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";

interface AskPageProps {
  c: AppContext;
  platform: string;
  /** "" if the platform sends no name. */
  person: string;
  ticket: string;
  /** The viewer is the platform's person already. */
  isThemselves: boolean;
  /** To connect both; undefined: not possible. */
  confirmation: Confirmation | undefined;
  error: FieldError | undefined;
}

export function AskPage({
  c,
  platform,
  person,
  ticket,
  isThemselves,
  confirmation,
  error,
}: AskPageProps) {
  const t = c.get("t");
  const viewer = c.get("viewer");
  const they = person === "" ? t("lti.ask.nameless", { platform }) : person;
  const isSomebodyElse = viewer.kind === "member" && !isThemselves;
  return (
    <Layout c={c} title={t("lti.ask.title")} isUnlisted>
      <div class="narrow">
        <h1>{t("lti.ask.title")}</h1>
        <p>{t("lti.ask.sent", { platform, person: they })}</p>
        {isSomebodyElse && <p>{t("lti.ask.signedIn", { name: viewer.name })}</p>}
        <form method="post" action="/lti/open" class="account-form">
          <input type="hidden" name="ticket" value={ticket} />
          <p class="actions">
            <button class="primary" type="submit" name="choice" value="continue">
              {t("lti.ask.continue", { person: they })}
            </button>
          </p>
          {isSomebodyElse && (
            <p class="muted">{t("lti.ask.continueHint", { name: viewer.name })}</p>
          )}
        </form>
        {isSomebodyElse && confirmation !== undefined && (
          <form method="post" action="/lti/open" class="account-form" novalidate>
            <h2>{t("lti.ask.connect", { name: viewer.name })}</h2>
            <p>{t("lti.ask.connectHint", { platform, person: they, name: viewer.name })}</p>
            <input type="hidden" name="ticket" value={ticket} />
            <ConfirmationField t={t} confirmation={confirmation} error={error} />
            <p class="actions">
              <button type="submit" name="choice" value="connect">
                {t("lti.ask.connectButton")}
              </button>
            </p>
          </form>
        )}
      </div>
    </Layout>
  );
}
