// What a person wants by mail, the state of their address, and the address of their calendar.

import type { Feed } from "../calendar/feeds.ts";
import type { AppContext } from "../http/environment.ts";
import type { WordKey } from "../i18n/index.ts";
import { chooseDelivery, type NoticeSettings } from "../notices/deliveries.ts";
import { DELIVERIES, KIND_NAMES, NOTICE_KINDS, type NoticeKind } from "../notices/kinds.ts";
import { formatDate } from "../ui/format.ts";
import { Layout } from "../ui/layout.tsx";
import { nameZone } from "../ui/two-zones.ts";
import type { FoundAddress } from "./mail/find-address.ts";

export interface NoticeSettingsProps {
  c: AppContext;
  settings: NoticeSettings;
  address: FoundAddress;
  /** Staff of a course, or a site owner. */
  isStaff: boolean;
  /** Of the site. */
  timeZone: string;
  feed: Feed | undefined;
  /** The address of the calendar, shown only when it is made. */
  freshFeed?: string;
  notice?: WordKey | undefined;
  problem?: WordKey;
}

export function NoticeSettingsPage(props: NoticeSettingsProps) {
  const { c, notice, problem } = props;
  const t = c.get("t");
  return (
    <Layout c={c} title={t("notice.settings")}>
      <div class="column">
        <h1>{t("notice.settings")}</h1>
        {notice !== undefined && (
          <p class="notice good" role="status">
            {t(notice)}
          </p>
        )}
        {problem !== undefined && (
          <p class="notice bad" role="alert">
            {t(problem)}
          </p>
        )}
        <AddressState {...props} />
        <Choices {...props} />
        <Calendar {...props} />
      </div>
    </Layout>
  );
}

function AddressState({ c, address }: NoticeSettingsProps) {
  const t = c.get("t");
  switch (address.kind) {
    case "noServer":
    case "none":
      return <p class="notice">{t(`notice.address.${address.kind}`)}</p>;
    case "ok":
      return <p>{t("notice.address.ok", { address: address.address })}</p>;
    case "unverified":
      return (
        <p class="notice warn">
          {t("notice.address.unverified", { address: address.address })}{" "}
          <a href="/settings">{t("site.settings")}</a>
        </p>
      );
    case "refused":
      return (
        <div class="notice bad">
          <p>
            {t("notice.address.refused", {
              address: address.address,
              code: address.code,
              date: formatDate(address.at, c.get("language"), c.get("timeZone")),
            })}
          </p>
          <form method="post" action="/settings/notices/address">
            <button type="submit">{t("notice.address.again")}</button>
          </form>
        </div>
      );
  }
}

function Choices(props: NoticeSettingsProps) {
  const { c, settings, isStaff, timeZone } = props;
  const t = c.get("t");
  const kindsFor = (audience: "student" | "staff") =>
    KIND_NAMES.filter((kind) => NOTICE_KINDS[kind].audience === audience);
  return (
    <>
      <form method="post" action="/settings/notices" class="account-form">
        <p class="muted">{t("notice.form.intro")}</p>
        <h2>{t("notice.form.student")}</h2>
        {kindsFor("student").map((kind) => (
          <KindField {...props} kind={kind} />
        ))}
        {isStaff && (
          <>
            <h2>{t("notice.form.staff")}</h2>
            {kindsFor("staff").map((kind) => (
              <KindField {...props} kind={kind} />
            ))}
          </>
        )}
        <div class="field">
          <label for="field-hour">{t("notice.form.hour")}</label>
          <select id="field-hour" name="hour" aria-describedby="field-hour-hint">
            {Array.from({ length: 24 }, (_, hour) => (
              <option value={String(hour)} selected={hour === settings.dailyHour}>
                {`${String(hour).padStart(2, "0")}:00`}
              </option>
            ))}
          </select>
          <span class="hint" id="field-hour-hint">
            {t("notice.form.hourHint", { zone: nameZone(timeZone, c) })}
          </span>
        </div>
        <p class="actions">
          <button type="submit">{t("notice.form.save")}</button>
        </p>
      </form>
      <form method="post" action="/settings/notices/stop">
        <p class="actions">
          <button type="submit">{t("notice.form.stop")}</button>
        </p>
      </form>
    </>
  );
}

function KindField({ c, settings, kind }: NoticeSettingsProps & { kind: NoticeKind }) {
  const t = c.get("t");
  const chosen = chooseDelivery(settings, kind);
  return (
    <div class="field">
      <label for={`field-${kind}`}>{t(`notice.kind.${kind}`)}</label>
      <select id={`field-${kind}`} name={kind}>
        {DELIVERIES.map((delivery) => (
          <option value={delivery} selected={delivery === chosen}>
            {t(`notice.delivery.${delivery}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function Calendar({ c, feed, freshFeed }: NoticeSettingsProps) {
  const t = c.get("t");
  const date = (at: Date) => formatDate(at, c.get("language"), c.get("timeZone"));
  return (
    <section aria-labelledby="calendar">
      <h2 id="calendar">{t("notice.calendar.title")}</h2>
      <p>{t("notice.calendar.intro")}</p>
      {freshFeed !== undefined && (
        <div class="notice good" role="status">
          <p>{t("notice.calendar.address")}</p>
          <code class="secret" tabindex={0}>
            {freshFeed}
          </code>
        </div>
      )}
      {feed !== undefined && (
        <p class="muted">
          {freshFeed === undefined && (
            <>{t("notice.calendar.exists", { date: date(feed.createdAt) })} </>
          )}
          {feed.usedAt === null
            ? t("notice.calendar.unused")
            : t("notice.calendar.used", { date: date(feed.usedAt) })}
        </p>
      )}
      <p class="muted">{t("notice.calendar.secret")}</p>
      <div class="actions">
        <form method="post" action="/settings/calendar">
          <button type="submit">
            {t(feed === undefined ? "notice.calendar.create" : "notice.calendar.renew")}
          </button>
        </form>
        {feed !== undefined && (
          <form method="post" action="/settings/calendar/revoke">
            <button type="submit" class="danger">
              {t("notice.calendar.revoke")}
            </button>
          </form>
        )}
      </div>
    </section>
  );
}
