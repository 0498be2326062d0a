// What somebody may do on the whole site, for an owner to change; the owner's password is asked for again.

import { MAX_PASSWORD_LENGTH } from "../auth/better-auth.ts";
import { SITE_ROLES, type SiteRole } from "../db/schema.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import { type Faults, Field } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";

export interface SiteRolePageProps {
  c: AppContext;
  person: { id: string; name: string; siteRole: SiteRole | null };
  /** Chosen; "" for none. */
  role?: string;
  /** name: the owner who asks has no password, and types their own name. */
  confirmation: "password" | "name";
  ownName: string;
  refusal?: WordKey | undefined;
  faults?: Faults<"confirmation">;
}

export function SiteRolePage({ c, person, role = person.siteRole ?? "", confirmation, ownName, refusal, faults = {} }: SiteRolePageProps) {
  const t = c.get("t");
  const title = t("manage.siteRole.title", { name: person.name });
  return (
    <Layout c={c} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        {refusal !== undefined && <p class="notice bad" role="alert">{t(refusal)}</p>}
        <form method="post" action={`/manage/people/${person.id}/role`} class="account-form" novalidate>
          <fieldset class="site-roles">
            <legend>{t("manage.siteRole.legend")}</legend>
            {["", ...SITE_ROLES.toReversed()].map((name) => {
              const key = name === "" ? "none" : (name as SiteRole);
              return (
                <div>
                  <label class="check"><input type="radio" name="role" value={name} checked={name === role} aria-describedby={`role-${key}`} /> {t(`manage.siteRole.${key}`)}</label>
                  <p class="hint" id={`role-${key}`}>{t(`manage.siteRole.${key}Note`)}</p>
                </div>
              );
            })}
          </fieldset>
          <Field
            t={t}
            name="confirmation"
            type={confirmation === "password" ? "password" : "text"}
            label={confirmation === "password" ? t("privacy.yourPassword") : t("privacy.typeName", { name: ownName })}
            fault={faults.confirmation}
            required
            autocomplete={confirmation === "password" ? "current-password" : "off"}
            maxlength={MAX_PASSWORD_LENGTH}
            autofocus={faults.confirmation !== undefined}
          />
          <p class="actions">
            <button class="primary" type="submit">{t("manage.siteRole.save")}</button>
            <a class="button" href="/manage#people">{t("privacy.back")}</a>
          </p>
        </form>
      </div>
    </Layout>
  );
}
