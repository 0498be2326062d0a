// The part of the summary about the certificate: the form, the certificate that exists, or what is
// missing for one.

import type { Certificate } from "../certificates/certificates.ts";
import { MAX_NAME_CHARACTERS } from "../certificates/certificate-name.ts";
import { formatReturnQuery } from "../http/current-page.ts";
import type { AppContext } from "../http/environment.ts";
import { Field, type FieldError } from "../ui/field.tsx";

export interface OfferProps {
  c: AppContext;
  packId: string;
  isComplete: boolean;
  /** Of this person, pack and version. */
  certificate: Certificate | undefined;
  /** The name as it was refused, and why. */
  refused?: { name: string; error: FieldError } | undefined;
}

export function CertificateOffer(props: OfferProps) {
  const t = props.c.get("t");
  return (
    <section aria-labelledby="certificate">
      <h2 id="certificate">{t("packEnd.certificate.title")}</h2>
      <Content {...props} />
    </section>
  );
}

function Content({ c, packId, isComplete, certificate, refused }: OfferProps) {
  const t = c.get("t");
  if (certificate !== undefined)
    return (
      <p>
        <a class="button" href={`/certificates/${certificate.id}`}>
          {t("packEnd.certificate.show")}
        </a>
      </p>
    );
  if (!isComplete)
    return (
      <>
        {refused !== undefined && (
          <p class="notice bad" role="alert">
            {t(refused.error.key, refused.error.params)}
          </p>
        )}
        <p class="muted">{t("packEnd.certificate.later")}</p>
      </>
    );
  if (c.get("viewer").kind !== "member")
    return (
      <>
        <p>
          {t(
            c.get("hasPasswords")
              ? "packEnd.certificate.account"
              : "packEnd.certificate.accountSignIn",
          )}
        </p>
        <p>
          {c.get("hasPasswords") ? (
            <a class="button" href={`/sign-up${formatReturnQuery(c)}`}>
              {t("packEnd.certificate.signUp")}
            </a>
          ) : (
            <a class="button" href={`/sign-in${formatReturnQuery(c)}`}>
              {t("site.signIn")}
            </a>
          )}
        </p>
      </>
    );
  return (
    <>
      <p>{t("packEnd.certificate.intro")}</p>
      {/* Without a fragment: with one, browsers do not move the focus to the field. */}
      <form method="post" action={`/packs/${packId}/certificates`} class="account-form" novalidate>
        <Field
          t={t}
          name="name"
          label={t("packEnd.certificate.name")}
          value={refused?.name ?? ""}
          error={refused?.error}
          autocomplete="name"
          required
          maxlength={MAX_NAME_CHARACTERS * 2}
          autofocus={refused !== undefined}
        />
        <p class="writing-buttons">
          <button type="submit">{t("packEnd.certificate.make")}</button>
        </p>
      </form>
    </>
  );
}
