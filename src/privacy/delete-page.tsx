// The page that asks before an account is deleted: what is deleted, what stays, and a field for the
// name or password as confirmation.

import { MAX_PASSWORD_LENGTH } from "../auth/better-auth.ts";
import type { AppContext } from "../http/environment.ts";
import { type FieldErrors, Field } from "../ui/field.tsx";
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
  /** password: the reader's own. name: the person's name. */
  confirmation: "password" | "name";
  errors?: FieldErrors<"confirmation">;
}

export function DeletePage({
  c,
  person,
  action,
  back,
  blocker,
  confirmation,
  errors = {},
}: DeleteProps) {
  const t = c.get("t");
  const title =
    person === undefined ? t("privacy.deleteMine") : t("privacy.deleteOne", { name: person.name });
  return (
    <Layout c={c} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <p>{t("privacy.goes")}</p>
        <p>{t("privacy.stays")}</p>
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
            <Field
              t={t}
              name="confirmation"
              type={confirmation === "password" ? "password" : "text"}
              label={
                confirmation === "password"
                  ? t("privacy.yourPassword")
                  : t("privacy.typeName", { name: person?.name ?? "" })
              }
              error={errors.confirmation}
              required
              autocomplete={confirmation === "password" ? "current-password" : "off"}
              maxlength={MAX_PASSWORD_LENGTH}
              autofocus={errors.confirmation !== undefined}
            />
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
