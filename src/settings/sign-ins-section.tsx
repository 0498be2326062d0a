// The ways to sign in: whether the email address is verified, and the connected accounts of the
// institution.

import { ConfirmationField } from "../auth/confirmation-field.tsx";
import type { Institution } from "../auth/institutions.ts";
import type { AppContext } from "../http/environment.ts";
import type { FieldError } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import type { ConnectedRow } from "./sign-ins.ts";

/** `name`: of the institution or platform. */
export type NamedRow = ConnectedRow & { name: string };

export interface SignInsProps {
  c: AppContext;
  email: string | null;
  isVerified: boolean;
  hasMail: boolean;
  hasPassword: boolean;
  /** False if the site accepts this user's password for no sign-in. */
  passwordOpens: boolean;
  /** The institution's ways to sign in. */
  institutions: Institution[];
  /** For a sentence. */
  institutionNames: string;
  connected: NamedRow[];
  errors?: { confirmSignIn?: FieldError };
}

export function SignInsSection(props: SignInsProps) {
  const { c, email, isVerified, hasMail, institutions, connected } = props;
  const t = c.get("t");
  if (email === null && institutions.length === 0 && connected.length === 0) return null;
  return (
    <section aria-labelledby="sign-ins">
      <h2 id="sign-ins">{t("account.signIns.title")}</h2>
      {email !== null && (
        <>
          <p class="break">
            {email}{" "}
            {isVerified ? (
              <span class="badge good">{t("account.signIns.verified")}</span>
            ) : (
              <span class="badge warn">{t("account.signIns.unverified")}</span>
            )}
          </p>
          {!isVerified &&
            (hasMail ? (
              <form method="post" action="/settings/verify">
                <p class="muted">{t("account.signIns.why")}</p>
                <button type="submit">{t("account.signIns.send")}</button>
              </form>
            ) : (
              <p class="muted">{t("account.signIns.noMail")}</p>
            ))}
        </>
      )}
      {(institutions.length > 0 || connected.length > 0) && <Identities {...props} />}
    </section>
  );
}

function Identities({
  c,
  institutions,
  institutionNames,
  connected,
  hasPassword,
  passwordOpens,
  errors = {},
}: SignInsProps) {
  const t = c.get("t");
  const mayDisconnect = (hasPassword && passwordOpens) || connected.length > 1;
  const { confirmSignIn: error } = errors;
  return (
    <form
      method="post"
      action="/settings/sign-ins/connect#sign-ins"
      class="account-form"
      novalidate
    >
      {connected.length === 0 ? (
        <p class="muted">{t("account.signIns.none", { name: institutionNames })}</p>
      ) : (
        <ul class="rows">
          {connected.map(({ id, name, createdAt }) => {
            const date = formatDate(createdAt, c.get("language"), c.get("timeZone"));
            return (
              <li>
                <div>
                  <strong>{name}</strong>{" "}
                  <div class="muted">{t("account.signIns.since", { date })}</div>
                </div>
                {mayDisconnect && (
                  <button
                    type="submit"
                    formaction={`/settings/sign-ins/${id}/disconnect#sign-ins`}
                    aria-label={t("account.signIns.disconnectOne", { name, date })}
                  >
                    {t("account.signIns.disconnect")}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {!mayDisconnect && connected.length > 0 && <p class="muted">{t("account.signIns.last")}</p>}
      {hasPassword && (
        <ConfirmationField
          t={t}
          confirmation={{ kind: "password" }}
          name="confirmSignIn"
          label={t("account.settings.current")}
          hint={t("account.signIns.confirmHint")}
          error={error}
        />
      )}
      {institutions.length > 0 && (
        <p class="actions">
          {institutions.map(({ kind, name }) => (
            <button type="submit" name="institution" value={kind}>
              {t("account.signIns.connect", { name })}
            </button>
          ))}
        </p>
      )}
    </form>
  );
}
