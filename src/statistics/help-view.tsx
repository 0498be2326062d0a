// The students who may need help, with the reasons in words.

import { CodeWords } from "../ui/code-words.tsx";
import { formatNumber } from "../ui/format.ts";
import { findHint, nameGroup, formatWhen } from "./draw-figures.ts";
import type { FigureContext } from "./figure-context.ts";
import type { Figures } from "./figures.ts";
import type { HelpReason, Needy } from "./needs-help.ts";

/** The others are one click away, so that the charts do not follow a hundred lines. */
const SHOWN_AT_ONCE = 15;

export function HelpView({
  telling,
  figures: { needy, students },
}: {
  telling: FigureContext;
  figures: Figures;
}) {
  const { t } = telling;
  // For those who have sent nothing there is no more to show.
  const tried = needy.filter(({ progress }) => progress !== undefined);
  const silent = Map.groupBy(
    needy.filter(({ progress }) => progress === undefined),
    ({ reasons }) => reasons.map((reason) => tellReason(telling, reason)).join(" "),
  );
  return (
    <section aria-labelledby="help">
      <h2 id="help">{t("statistics.help.title")}</h2>
      <p class="muted">
        {t(needy.length === 0 ? "statistics.help.nobody" : "statistics.help.note")}
      </p>
      {tried.length > 0 && (
        <HelpTable telling={telling} students={students} needy={tried.slice(0, SHOWN_AT_ONCE)} />
      )}
      {tried.length > SHOWN_AT_ONCE && (
        <details class="more">
          <summary>{t("statistics.help.more", { count: tried.length - SHOWN_AT_ONCE })}</summary>
          <HelpTable telling={telling} students={students} needy={tried.slice(SHOWN_AT_ONCE)} />
        </details>
      )}
      {[...silent].map(([reason, some]) => (
        <details class="more" open={some.length <= SHOWN_AT_ONCE}>
          <summary>{t("statistics.help.silent", { reason, count: some.length })}</summary>
          <ul class="names">
            {some.map(({ userId }) => (
              <li>{describeStudent(students, userId)}</li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
}

function HelpTable({
  telling,
  students,
  needy,
}: {
  telling: FigureContext;
  students: Figures["students"];
  needy: Needy[];
}) {
  const { t, language } = telling;
  const { id: assignmentId, courseId } = telling.assignment;
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby="help">
      <table class="needy">
        <thead>
          <tr>
            <th scope="col">{t("statistics.help.student")}</th>
            <th scope="col">{t("statistics.help.reasons")}</th>
            <th scope="col" class="number">
              {t("statistics.help.attempts")}
            </th>
            <th scope="col">{t("statistics.help.last")}</th>
          </tr>
        </thead>
        <tbody>
          {needy.map((one) => (
            <tr>
              <th scope="row">
                <a href={`/courses/${courseId}/gradebook/${assignmentId}/${one.userId}`}>
                  {describeStudent(students, one.userId)}
                </a>
              </th>
              <td>
                <Reasons telling={telling} needy={one} />
              </td>
              <td class="number">{formatNumber(one.progress!.sent, language)}</td>
              <td>
                <a
                  href={`/submissions/${one.progress!.lastId}`}
                  aria-label={t("statistics.help.viewOf", { name: students.get(one.userId)!.name })}
                >
                  {t("statistics.help.view")}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function describeStudent(students: Figures["students"], userId: string): string {
  const { name, section } = students.get(userId)!;
  return section === null ? name : `${name} (${section})`;
}

function Reasons({ telling, needy: { reasons } }: { telling: FigureContext; needy: Needy }) {
  const words = reasons.map((reason) => tellReason(telling, reason));
  return words.length === 1 ? (
    <CodeWords text={words[0]!} />
  ) : (
    <ul>
      {words.map((text) => (
        <li>
          <CodeWords text={text} />
        </li>
      ))}
    </ul>
  );
}

function tellReason(telling: FigureContext, reason: HelpReason): string {
  const { t, language } = telling;
  switch (reason.kind) {
    case "noProgress":
      return t("statistics.help.noProgress", {
        attempts: reason.attempts,
        since: reason.since,
        percent: formatNumber(reason.share * 100, language, 0),
      });
    case "sameMisconception":
      return t("statistics.help.sameMisconception", {
        count: reason.count,
        hint: findHint(telling, reason.misconception),
      });
    case "sameGroup":
      return t("statistics.help.sameGroup", {
        count: reason.count,
        group: nameGroup(telling, reason.group),
      });
    case "notPassed":
      return t("statistics.help.notPassed", { count: reason.attempts });
    case "dueSoon":
    case "nothingSent":
      return t(`statistics.help.${reason.kind}`, { date: formatWhen(telling, reason.dueAtMs) });
  }
}
