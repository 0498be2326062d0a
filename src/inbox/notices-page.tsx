// A person's notices, the new ones first.

import type { AppContext } from "../http/environment.ts";
import { formatDate } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { formatInBothZones } from "../ui/two-zones.ts";
import { describeNotice } from "./shown/describe-notice.ts";
import type { Notice } from "./shown/select-notices.ts";

export function NoticesPage({ c, notices }: { c: AppContext; notices: readonly Notice[] }) {
  const t = c.get("t");
  return (
    <Layout c={c} title={t("notice.title")}>
      <h1>{t("notice.title")}</h1>
      <p class="muted">
        {t("notice.intro")} <a href="/settings/notices">{t("notice.settings")}</a>
      </p>
      {notices.length === 0 ? (
        <p>{t("notice.none")}</p>
      ) : (
        <ul class="rows">
          {notices.map((notice) => (
            <NoticeRow c={c} notice={notice} />
          ))}
        </ul>
      )}
    </Layout>
  );
}

function NoticeRow({ c, notice }: { c: AppContext; notice: Notice }) {
  const t = c.get("t");
  const language = c.get("language");
  const formatTime = (ms: number, zone: string) => formatInBothZones(c, ms, zone);
  const { text, path } = describeNotice(notice, { t, language, formatTime });
  return (
    <li>
      <div>
        <a href={path}>{text}</a>
        {notice.isNew && (
          <>
            {" "}
            <span class="badge warn">{t("notice.new")}</span>
          </>
        )}
        <div class="muted">
          {notice.course !== null && <>{notice.course.title} · </>}
          <time datetime={notice.at.toISOString()}>
            {formatDate(notice.at, language, c.get("timeZone"))}
          </time>
        </div>
      </div>
    </li>
  );
}
