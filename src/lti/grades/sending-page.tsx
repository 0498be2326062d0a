// Where the scores of a course go: for each platform's course that is linked to it, what was sent,
// what waits and why, what failed and what to do; and a log.

import { chooseTitle } from "../../assignments/assignments.ts";
import { CourseLayout } from "../../courses/course-layout.tsx";
import type { AppContext } from "../../http/environment.ts";
import { formatDate } from "../../ui/format.ts";
import { describeFailure } from "./describe-failure.ts";
import type { SendingColumn, SendingContext } from "./select-sending.ts";
import { SendingLog } from "./sending-log.tsx";
import type { SendingPageProps } from "./sending-page-props.ts";

export function SendingPage(props: SendingPageProps) {
  const { c, course, contexts, log, notice } = props;
  const t = c.get("t");
  return (
    <CourseLayout c={c} course={course} title={t("ltiGrades.title")}>
      <h1>{t("ltiGrades.title")}</h1>
      {notice !== undefined && (
        <p class="notice good" role="status">
          {notice}
        </p>
      )}
      {contexts.length === 0 ? (
        <p class="notice">{t("ltiGrades.none")}</p>
      ) : (
        <p class="muted">{t("ltiGrades.intro")}</p>
      )}
      {contexts.map((context) => (
        <ContextSection {...props} context={context} />
      ))}
      {(contexts.length > 0 || log.total > 0) && <SendingLog {...props} />}
    </CourseLayout>
  );
}

type SectionProps = SendingPageProps & { context: SendingContext };

function ContextSection(props: SectionProps) {
  const { c, course, context } = props;
  const t = c.get("t");
  const mayChange = course.canInvite && course.archivedAt === null;
  const title = context.title === "" ? t("ltiGrades.untitled") : context.title;
  return (
    <section aria-labelledby={`context-${context.id}`}>
      <h2 id={`context-${context.id}`}>
        {t("ltiGrades.place", { platform: context.platform, course: title })}
      </h2>
      <Standing c={c} context={context} />
      <Columns {...props} />
      <Failures {...props} mayChange={mayChange} />
      {mayChange && <Actions {...props} />}
    </section>
  );
}

function Standing({ c, context }: Pick<SectionProps, "c" | "context">) {
  const t = c.get("t");
  if (context.isRemoved) return <p class="notice warn">{t("ltiGrades.removed")}</p>;
  if (!context.sendsScores) return <p class="notice warn">{t("ltiGrades.off")}</p>;
  if (context.service === "none") return <p class="notice warn">{t("ltiGrades.noService")}</p>;
  return context.service === "readOnly" ? (
    <p class="notice warn">{t("ltiGrades.readOnly")}</p>
  ) : (
    <></>
  );
}

function Columns({ c, context }: SectionProps) {
  const t = c.get("t");
  const language = c.get("language");
  if (context.columns.length === 0) return <></>;
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby={`context-${context.id}`}>
      <table class="sending-table">
        <thead>
          <tr>
            <th scope="col">{t("ltiGrades.column.assignment")}</th>
            <th scope="col">{t("ltiGrades.column.state")}</th>
            <th scope="col" class="number">
              {t("ltiGrades.column.sent")}
            </th>
            <th scope="col" class="number">
              {t("ltiGrades.column.waiting")}
            </th>
            <th scope="col" class="number">
              {t("ltiGrades.column.failed")}
            </th>
          </tr>
        </thead>
        <tbody>
          {context.columns.map((column) => (
            <tr>
              <th scope="row" class="words">
                {chooseTitle(column.assignment, language)}
                {column.assignment.removedAt !== null && (
                  <>
                    {" "}
                    <span class="badge warn">{t("ltiGrades.column.removed")}</span>
                  </>
                )}
                <Why c={c} column={column} />
              </th>
              <td>
                {column.state === "missing" ? (
                  <span class="badge bad">{t("ltiGrades.column.missing")}</span>
                ) : (
                  t(`ltiGrades.column.${column.state}`)
                )}
              </td>
              <td class="number">{column.sent}</td>
              <td class="number">{column.waiting}</td>
              <td class="number">{column.failed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Why scores wait. */
function Why({ c, column }: { c: AppContext; column: SendingColumn }) {
  const t = c.get("t");
  const { assignment, waiting, sealedUntilMs, retryAt, retryCode } = column;
  const date = (at: Date) => formatDate(at, c.get("language"), assignment.course.timeZone);
  if (waiting === 0) return <></>;
  if (retryAt !== null && retryCode !== null)
    return (
      <div class="muted">
        {t("ltiGrades.retry", { date: date(retryAt), why: describeFailure(t, retryCode) })}
      </div>
    );
  if (sealedUntilMs === null) return <></>;
  return (
    <div class="muted">
      {Number.isFinite(sealedUntilMs)
        ? t("ltiGrades.sealed", { date: date(new Date(sealedUntilMs)) })
        : t("ltiGrades.sealedForever")}
    </div>
  );
}

function Failures(props: SectionProps & { mayChange: boolean }) {
  const { c, course, context, assignments, names, mayChange } = props;
  const t = c.get("t");
  const { failures } = context;
  const failed = context.columns.reduce((sum, column) => sum + column.failed, 0);
  if (failures.length === 0) return <></>;
  const findTitle = (id: string) => {
    const assignment = assignments.find((one) => one.id === id);
    return assignment === undefined
      ? t("ltiGrades.log.deleted")
      : chooseTitle(assignment, c.get("language"));
  };
  return (
    <>
      <h3>{t("ltiGrades.failures.title")}</h3>
      <ul class="rows">
        {failures.map(({ assignmentId, subject, userId, code }) => (
          <li>
            <div>
              <a href={`/courses/${course.id}/gradebook/${assignmentId}/${userId}`}>
                {t("ltiGrades.failures.row", {
                  person: names.get(userId) ?? subject,
                  assignment: findTitle(assignmentId),
                })}
              </a>
              <div class="muted">{describeFailure(t, code)}</div>
            </div>
            {mayChange && (
              <form method="post" action={`/courses/${course.id}/platform/${context.id}/send`}>
                <input type="hidden" name="assignment" value={assignmentId} />
                <input type="hidden" name="subject" value={subject} />
                <button type="submit" name="what" value="one">
                  {t("ltiGrades.again.one")}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {failed > failures.length && (
        <p class="muted">{t("ltiGrades.failures.more", { count: failures.length })}</p>
      )}
    </>
  );
}

function Actions({ c, course, context }: SectionProps) {
  const t = c.get("t");
  const root = `/courses/${course.id}/platform/${context.id}`;
  const { sendsScores, isRemoved } = context;
  return (
    <>
      {!isRemoved && (
        <div class="sending-actions">
          {sendsScores && (
            <form method="post" action={`${root}/send`} class="actions">
              {/* Also while they wait for the next try: staff may know that the platform is back. */}
              {(context.failures.length > 0 ||
                context.columns.some(({ retryAt }) => retryAt !== null)) && (
                <button class="primary" type="submit" name="what" value="failed">
                  {t("ltiGrades.again.failed")}
                </button>
              )}
              <button
                type="submit"
                name="what"
                value="all"
                aria-describedby={`all-hint-${context.id}`}
              >
                {t("ltiGrades.again.all")}
              </button>
            </form>
          )}
          <form method="post" action={`${root}/scores`} class="actions">
            <button type="submit" name="to" value={sendsScores ? "off" : "on"}>
              {t(sendsScores ? "ltiGrades.switchOff" : "ltiGrades.switchOn")}
            </button>
          </form>
        </div>
      )}
      {!isRemoved && sendsScores && (
        <p class="muted" id={`all-hint-${context.id}`}>
          {t("ltiGrades.again.allHint")}
        </p>
      )}
      <details class="unlink">
        <summary>{t("ltiGrades.unlink.summary")}</summary>
        <form method="post" action={`${root}/unlink`}>
          <p>{t("ltiGrades.unlink.hint")}</p>
          <button class="danger" type="submit">
            {t("ltiGrades.unlink.button")}
          </button>
        </form>
      </details>
    </>
  );
}
