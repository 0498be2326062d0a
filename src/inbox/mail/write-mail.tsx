// The text of a mail with notices: plain and as simple HTML. The subject has no scores: it is shown
// on locked phones.

import type { Language } from "../../../grader/doors/packs.ts";
import { makeTranslator } from "../../i18n/index.ts";
import type { SiteAddress } from "../../site-address.ts";
import { formatDate } from "../../ui/format.ts";
import { renderForSite } from "../../ui/render-fragment.tsx";
import { nameZoneIn } from "../../ui/two-zones.ts";
import { describeNotice } from "../shown/describe-notice.ts";
import type { Notice } from "../shown/select-notices.ts";

export interface MailParts {
  name: string;
  language: Language;
  notices: readonly Notice[];
  /** Of the site: stops all mails. */
  unsubscribePath: string;
  /** Stays the same when the mail is tried again. */
  id: string;
}

export function writeMail(
  { name, language, notices, unsubscribePath, id }: MailParts,
  site: SiteAddress,
) {
  const t = makeTranslator(language);
  const formatTime = (ms: number, zone: string) => {
    const date = new Date(ms);
    return `${formatDate(date, language, zone)} (${nameZoneIn(language, zone, date)})`;
  };
  const lines = notices.map((notice) => {
    const { text, path } = describeNotice(notice, { t, language, formatTime });
    return { text, url: site.full(path), course: notice.course?.title };
  });
  const hello = t("notice.mail.hello", { name });
  const settings = site.full("/settings/notices");
  const url = site.full(unsubscribePath);
  const subject = t("notice.mail.subject", { count: notices.length });
  return {
    subject,
    text: [
      hello,
      ...lines.map(({ text, url: link, course }) =>
        [...(course === undefined ? [] : [course]), text, link].join("\n"),
      ),
      `-- \n${t("notice.mail.footer", { settings })}\n${t("notice.mail.unsubscribe", { url })}`,
    ].join("\n\n"),
    html: writeHtml(
      {
        language,
        subject,
        hello,
        lines,
        footer: [
          { text: t("notice.mail.settingsLink"), url: settings },
          { text: t("notice.mail.unsubscribeLink"), url },
        ],
      },
      site,
    ),
    messageId: `<notices-${id}@${new URL(settings).hostname}>`,
    headers: {
      // RFC 8058: the mail program stops the mails by one POST.
      "List-Unsubscribe": `<${url}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      "Auto-Submitted": "auto-generated",
    },
  };
}

interface Line {
  text: string;
  url: string;
  course?: string | undefined;
}

interface Words {
  language: Language;
  subject: string;
  hello: string;
  lines: readonly Line[];
  footer: readonly Line[];
}

/** Mail programs show little more than this, and dark themes leave it readable. */
function writeHtml({ language, subject, hello, lines, footer }: Words, site: SiteAddress): string {
  const page = (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
      </head>
      <body>
        <p>{hello}</p>
        <ul>
          {lines.map(({ text, url, course }) => (
            <li>
              {course !== undefined && (
                <>
                  {course}
                  <br />
                </>
              )}
              <a href={url}>{text}</a>
            </li>
          ))}
        </ul>
        <hr />
        <p>
          {footer.map(({ text, url }) => (
            <>
              <a href={url}>{text}</a>
              <br />
            </>
          ))}
        </p>
      </body>
    </html>
  );
  return `<!doctype html>${renderForSite(site, page)}`;
}
