// The students who may need help, with the reasons in words.

import { formatNumber } from "../ui/format.ts";
import { hintOf, nameOfGroup, type Telling, whenOf } from "./draw-figures.ts";
import type { Figures } from "./figures.ts";
import type { HelpReason, Needy } from "./needs-help.ts";

export function HelpView({ telling, figures: { needy, students } }: { telling: Telling; figures: Figures }) {
  const { t, language } = telling;
  const nameOf = (userId: string) => {
    const { name, section } = students.get(userId)!;
    return section === null ? name : `${name} (${section})`;
  };
  // Of those who have sent nothing there is no more to be told than that.
  const tried = needy.filter(({ progress }) => progress !== undefined);
  const silent = needy.filter(({ progress }) => progress === undefined);
  return (
    <section aria-labelledby="help">
      <h2 id="help">{t("statistics.help.title")}</h2>
      <p class="muted">{t(needy.length === 0 ? "statistics.help.nobody" : "statistics.help.note")}</p>
      {tried.length > 0 && (
        <div class="table-scroll" tabindex={0} role="group" aria-labelledby="help">
          <table class="needy">
            <thead>
              <tr>
                <th scope="col">{t("statistics.help.student")}</th>
                <th scope="col">{t("statistics.help.reasons")}</th>
                <th scope="col" class="number">{t("statistics.help.attempts")}</th>
                <th scope="col">{t("statistics.help.last")}</th>
              </tr>
            </thead>
            <tbody>
              {tried.map((one) => (
                <tr>
                  <th scope="row">{nameOf(one.userId)}</th>
                  <td><Reasons telling={telling} needy={one} /></td>
                  <td class="number">{formatNumber(one.progress!.sent, language)}</td>
                  <td><a href={`/submissions/${one.progress!.lastId}`} aria-label={t("statistics.help.viewOf", { name: students.get(one.userId)!.name })}>{t("statistics.help.view")}</a></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {silent.length > 0 && (
        <details class="silent" open={silent.length <= 10}>
          <summary>{t("statistics.help.silent", { count: silent.length })}</summary>
          <ul>{silent.map((one) => <li>{nameOf(one.userId)}<span class="muted">{language === "en" ? ": " : "："}{one.reasons.map((reason) => tellReason(telling, reason)).join("; ")}</span></li>)}</ul>
        </details>
      )}
    </section>
  );
}

function Reasons({ telling, needy: { reasons } }: { telling: Telling; needy: Needy }) {
  const words = reasons.map((reason) => tellReason(telling, reason));
  return words.length === 1 ? <>{words[0]}</> : <ul>{words.map((text) => <li>{text}</li>)}</ul>;
}

function tellReason(telling: Telling, reason: HelpReason): string {
  const { t, language } = telling;
  switch (reason.kind) {
    case "noProgress":
      return t("statistics.help.noProgress", { attempts: reason.attempts, since: reason.since, percent: formatNumber(reason.share * 100, language, 0) });
    case "sameMisconception":
      return t("statistics.help.sameMisconception", { count: reason.count, hint: hintOf(telling, reason.misconception) });
    case "sameGroup":
      return t("statistics.help.sameGroup", { count: reason.count, group: nameOfGroup(telling, reason.group) });
    case "notPassed":
      return t("statistics.help.notPassed", { count: reason.attempts, date: whenOf(telling, reason.dueAtMs) });
    case "dueSoon":
    case "nothingSent":
      return t(`statistics.help.${reason.kind}`, { date: whenOf(telling, reason.dueAtMs) });
  }
}
