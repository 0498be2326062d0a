// The ways to sign in: whether the email address is verified, and the connected accounts of the
// institution.

import { ConfirmationField } from "../auth/confirmation-field.tsx";
import type { AppContext } from "../http/environment.ts";
import type { FieldError } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import type { ConnectedRow } from "./sign-ins.ts";

export interface SignInsProps {
  c: AppContext;
  email: string | null;
  isVerified: boolean;
  hasMail: boolean;
  hasPassword: boolean;
  /** The institution's name; undefined if there is none. */
  provider: string | undefined;
  connected: ConnectedRow[];
  errors?: { confirmSignIn?: FieldError };
}

export function SignInsSection(props: SignInsProps) {
  const { c, email, isVerified, hasMail, provider, connected } = props;
  const t = c.get("t");
  if (email === null && provider === undefined && connected.length === 0) return null;
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
      {(provider !== undefined || connected.length > 0) && <Provider {...props} />}
    </section>
  );
}

function Provider({ c, provider, connected, hasPassword, errors = {} }: SignInsProps) {
  const t = c.get("t");
  const name = provider ?? t("account.signIns.institution");
  const mayDisconnect = hasPassword || connected.length > 1;
  const { confirmSignIn: error } = errors;
  return (
    <form
      method="post"
      action="/settings/sign-ins/connect#sign-ins"
      class="account-form"
      novalidate
    >
      {connected.length === 0 ? (
        <p class="muted">{t("account.signIns.none", { name })}</p>
      ) : (
        <ul class="rows">
          {connected.map(({ id, createdAt, name: ownName }) => {
            const shown = ownName ?? name;
            const date = formatDate(createdAt, c.get("language"), c.get("timeZone"));
            return (
              <li>
                <div>
                  <strong>{shown}</strong>{" "}
                  <div class="muted">{t("account.signIns.since", { date })}</div>
                </div>
                {mayDisconnect && (
                  <button
                    type="submit"
                    formaction={`/settings/sign-ins/${id}/disconnect#sign-ins`}
                    aria-label={t("account.signIns.disconnectOne", { name: shown, date })}
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
      {provider !== undefined && (
        <p class="actions">
          <button type="submit">{t("account.signIns.connect", { name })}</button>
        </p>
      )}
    </form>
  );
}
