// A certificate, for anyone who has its address. It says what its owner typed and finished, in the
// reader's language, and that nobody has checked who they are. It prints on one page,
// with its address.

import type { AppContext } from "../http/environment.ts";
import { formatDay } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import type { Certificate } from "./certificates.ts";

export function CertificatePage({
  c,
  certificate,
  isOwner,
}: {
  c: AppContext;
  certificate: Certificate;
  isOwner: boolean;
}) {
  const t = c.get("t");
  const language = c.get("language");
  const { id, name, packTitle, packVersion, exercises, finishedOn } = certificate;
  return (
    <Layout c={c} title={t("certificate.title")} isUnlisted>
      <article class="certificate" aria-labelledby="certificate">
        <h1 id="certificate">{t("certificate.title")}</h1>
        <p class="certificate-name">
          <bdi>{name}</bdi>
        </p>
        <p>{t("certificate.finished", { count: exercises })}</p>
        <p class="certificate-pack">{packTitle[language]}</p>
        <dl>
          <div>
            <dt>{t("certificate.version")}</dt>
            <dd>{packVersion}</dd>
          </div>
          <div>
            <dt>{t("certificate.date")}</dt>
            <dd>
              <time datetime={finishedOn}>{formatDay(finishedOn, language)}</time>
            </dd>
          </div>
        </dl>
        <p class="certificate-note">{t("certificate.note")}</p>
        <p class="certificate-address">{c.get("site").full(`/certificates/${id}`)}</p>
      </article>
      {isOwner && (
        <p class="actions certificate-actions">
          <a class="button" href="/settings#certificates">
            {t("certificate.manage")}
          </a>
        </p>
      )}
    </Layout>
  );
}
