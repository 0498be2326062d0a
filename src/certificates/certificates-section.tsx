// The certificates of an account, on its settings page.

import type { AppContext } from "../http/environment.ts";
import { formatDay } from "../ui/format.ts";
import type { Certificate } from "./certificates.ts";

export function Certificates({
  c,
  certificates,
}: {
  c: AppContext;
  certificates: readonly Certificate[];
}) {
  const t = c.get("t");
  const language = c.get("language");
  return (
    <section aria-labelledby="certificates">
      <h2 id="certificates">{t("certificate.list")}</h2>
      {certificates.length === 0 ? (
        <p class="muted">{t("certificate.none")}</p>
      ) : (
        <>
          <p class="muted">{t("certificate.public")}</p>
          <ul class="rows">
            {certificates.map(({ id, name, packTitle, packVersion, finishedOn }) => (
              <li>
                <div>
                  <a href={`/certificates/${id}`}>{packTitle[language]}</a>
                  <div class="muted">
                    <bdi>{name}</bdi>
                    {` · ${packVersion} · ${formatDay(finishedOn, language)}`}
                  </div>
                </div>
                <form method="post" action={`/settings/certificates/${id}/withdraw`}>
                  <button
                    type="submit"
                    aria-label={t("certificate.withdrawOne", { pack: packTitle[language] })}
                  >
                    {t("certificate.withdraw")}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
