// Changes or removes a registration. Both ask for the owner's password again: with
// a key of one's own, one could sign in as any person of the platform.

import type { Child } from "hono/jsx";
import type { Confirmation } from "../../auth/confirm-action.ts";
import { ConfirmationField } from "../../auth/confirmation-field.tsx";
import type { AppContext } from "../../http/environment.ts";
import { chooseFirstError, type FieldError } from "../../ui/field.tsx";
import { Layout } from "../../ui/layout.tsx";
import type { LtiPlatform } from "../select-platform.ts";
import { PlatformField } from "./platform-fields.tsx";
import { PLATFORM_FIELDS, type PlatformErrors, type PlatformTexts } from "./read-platform-form.ts";

export interface ChangePageProps {
  c: AppContext;
  platform: LtiPlatform;
  confirmation: Confirmation;
  /** Of the confirmation. */
  error?: FieldError | undefined;
}

export function EditPage({
  texts,
  errors = {},
  ...props
}: ChangePageProps & { texts: Partial<PlatformTexts>; errors?: PlatformErrors | undefined }) {
  const { c, platform } = props;
  const t = c.get("t");
  const first = chooseFirstError(PLATFORM_FIELDS, errors);
  return (
    <ConfirmedForm
      {...props}
      way="edit"
      title={t("ltiRegistration.editTitle", { name: platform.name })}
      button={
        <button class="primary" type="submit">
          {t("ltiRegistration.save")}
        </button>
      }
    >
      <p class="muted">{t("ltiRegistration.editNote")}</p>
      {(["name", "authorizationUrl", "tokenUrl", "tokenAudience", "jwksUrl"] as const).map(
        (name) => (
          // "other": the hints of the addresses themselves.
          <PlatformField
            c={c}
            family="other"
            name={name}
            texts={texts}
            errors={errors}
            first={first}
          />
        ),
      )}
    </ConfirmedForm>
  );
}

export function RemovePage(props: ChangePageProps) {
  const t = props.c.get("t");
  return (
    <ConfirmedForm
      {...props}
      way="remove"
      title={t("ltiRegistration.removeTitle", { name: props.platform.name })}
      button={
        <button class="danger" type="submit">
          {t("ltiRegistration.remove")}
        </button>
      }
    >
      <p>{t("ltiRegistration.removeNote")}</p>
    </ConfirmedForm>
  );
}

function ConfirmedForm({
  c,
  platform,
  confirmation,
  error,
  way,
  title,
  button,
  children,
}: ChangePageProps & { way: string; title: string; button: Child; children: Child }) {
  const t = c.get("t");
  return (
    <Layout c={c} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <form
          method="post"
          action={`/manage/platforms/${platform.id}/${way}`}
          class="account-form"
          novalidate
        >
          {children}
          <ConfirmationField t={t} confirmation={confirmation} error={error} />
          <p class="actions">
            {button}
            <a class="button" href={`/manage/platforms/${platform.id}`}>
              {t("ltiRegistration.cancel")}
            </a>
          </p>
        </form>
      </div>
    </Layout>
  );
}
