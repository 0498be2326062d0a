// The page that asks before an account is deleted: what is deleted, what stays, and a field for the
// name or password as confirmation.

import type { Confirmation } from "../auth/confirm-action.ts";
import { ConfirmationField } from "../auth/confirmation-field.tsx";
import type { AppContext } from "../http/environment.ts";
import type { FieldError } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import type { DeletionBlocker } from "./forget-person.ts";

export interface DeleteProps {
  c: AppContext;
  /** The person; undefined: the reader. */
  person: { name: string } | undefined;
  /** The form's action. */
  action: string;
  back: string;
  blocker: DeletionBlocker | undefined;
  /** A learning platform has sent them here. */
  isOfPlatform: boolean;
  confirmation: Confirmation;
  error?: FieldError;
}

export function DeletePage(props: DeleteProps) {
  const { c, person, action, back, blocker, isOfPlatform, confirmation, error } = props;
  const t = c.get("t");
  const title =
    person === undefined ? t("privacy.deleteMine") : t("privacy.deleteOne", { name: person.name });
  return (
    <Layout c={c} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <p>{t("privacy.goes")}</p>
        <p>{t("privacy.stays")}</p>
        {isOfPlatform && <p>{t("privacy.platforms")}</p>}
        <p class="muted">{t("privacy.backups")}</p>
        {blocker !== undefined ? (
          <>
            <p class="notice warn">{t(`privacy.blocker.${blocker}`)}</p>
            <p>
              <a class="button" href={back}>
                {t("privacy.back")}
              </a>
            </p>
          </>
        ) : (
          <form method="post" action={action} class="account-form" novalidate>
            <ConfirmationField t={t} confirmation={confirmation} error={error} />
            <p class="actions">
              <button class="danger" type="submit">
                {t("privacy.deleteForGood")}
              </button>
              <a class="button" href={back}>
                {t("privacy.back")}
              </a>
            </p>
          </form>
        )}
      </div>
    </Layout>
  );
}
