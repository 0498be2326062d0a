// The page on which an owner changes a user's site role. It asks for the owner's password again.

import { SITE_ROLES, type SiteRole } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import type { FieldError } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import type { Confirmation } from "../auth/confirm-action.ts";
import { ConfirmationField } from "../auth/confirmation-field.tsx";

export interface SiteRolePageProps {
  c: AppContext;
  person: { id: string; name: string; siteRole: SiteRole | null };
  /** The chosen role; "" for none. */
  role?: string;
  confirmation: Confirmation;
  refusal?: WordKey | undefined;
  error?: FieldError | undefined;
}

export function SiteRolePage({
  c,
  person,
  role = person.siteRole ?? "",
  confirmation,
  refusal,
  error,
}: SiteRolePageProps) {
  const t = c.get("t");
  const title = t("manage.siteRole.title", { name: person.name });
  return (
    <Layout c={c} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        {refusal !== undefined && (
          <p class="notice bad" role="alert">
            {t(refusal)}
          </p>
        )}
        <form
          method="post"
          action={`/manage/people/${person.id}/role`}
          class="account-form"
          novalidate
        >
          <fieldset class="site-roles">
            <legend>{t("manage.siteRole.legend")}</legend>
            {["", ...SITE_ROLES.toReversed()].map((name) => {
              const key = name === "" ? "none" : (name as SiteRole);
              return (
                <div>
                  <label class="check">
                    <input
                      type="radio"
                      name="role"
                      value={name}
                      checked={name === role}
                      aria-describedby={`role-${key}`}
                    />{" "}
                    {t(`manage.siteRole.${key}`)}
                  </label>
                  <p class="hint" id={`role-${key}`}>
                    {t(`manage.siteRole.${key}Note`)}
                  </p>
                </div>
              );
            })}
          </fieldset>
          <ConfirmationField t={t} confirmation={confirmation} error={error} />
          <p class="actions">
            <button class="primary" type="submit">
              {t("manage.siteRole.save")}
            </button>
            <a class="button" href="/manage#people">
              {t("privacy.back")}
            </a>
          </p>
        </form>
      </div>
    </Layout>
  );
}
