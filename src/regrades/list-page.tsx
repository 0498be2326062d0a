// For a course: which assignments could be regraded, and past regrades.

import type { Catalogue } from "../catalogue/catalogue.ts";
import { ReplacementLinks } from "../catalogue/replacement-links.tsx";
import { chooseTitle } from "../assignments/assignments.ts";
import { CourseLayout } from "../courses/course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import type { AppContext } from "../http/environment.ts";
import { formatDate, formatNumber } from "../ui/format.ts";
import type { Choice, Regrade } from "./queries.ts";
import { shortenHash } from "../reports/shorten-hash.ts";
import { chooseStateClass, describeVersions } from "./regrade-words.ts";

interface ListProps {
  c: AppContext;
  course: CourseView;
  choices: Choice[];
  regrades: Regrade[];
  catalogue: Pick<Catalogue, "findReplacements">;
  /** The form was sent with nothing selected. */
  isNonePicked?: boolean;
}

/** The prefix of a checkbox's name; the assignment's id follows. */
export const PICK = "pick-";

export function RegradeListPage(props: ListProps) {
  const { c, course, choices, regrades } = props;
  const t = c.get("t");
  const language = c.get("language");
  return (
    <CourseLayout c={c} course={course} title={t("regrade.title")}>
      <h1>{t("regrade.title")}</h1>
      <p class="lead">{t("regrade.intro")}</p>
      {course.archivedAt === null && (
        <section aria-labelledby="choose">
          <h2 id="choose">{t("regrade.choose.title")}</h2>
          {choices.length === 0 ? (
            <p class="notice">{t("regrade.choose.empty")}</p>
          ) : (
            <ChooseForm {...props} />
          )}
        </section>
      )}
      <section aria-labelledby="regrades">
        <h2 id="regrades">{t("regrade.list.title")}</h2>
        {regrades.length === 0 ? (
          <p class="muted">{t("regrade.list.none")}</p>
        ) : (
          <div class="table-scroll" tabindex={0} role="group" aria-labelledby="regrades">
            <table class="regrade-table">
              <thead>
                <tr>
                  <th scope="col">{t("regrade.list.assignment")}</th>
                  <th scope="col">{t("regrade.list.versions")}</th>
                  <th scope="col">{t("regrade.list.started")}</th>
                  <th scope="col">{t("regrade.list.state")}</th>
                </tr>
              </thead>
              <tbody>
                {regrades.map((regrade) => (
                  <tr>
                    <th scope="row">
                      <a href={`/courses/${course.id}/regrades/${regrade.id}`}>
                        {chooseTitle(regrade.assignment, language)}
                      </a>
                    </th>
                    <td>{describeVersions(t, regrade)}</td>
                    <td>
                      <time datetime={regrade.createdAt.toISOString()}>
                        {formatDate(regrade.createdAt, language, c.get("timeZone"))}
                      </time>
                    </td>
                    <td>
                      <span class={`badge ${chooseStateClass(regrade.state)}`}>
                        {t(`regrade.state.${regrade.state}`)}
                      </span>
                      {regrade.state === "running" && (
                        <>
                          {" "}
                          {formatNumber(regrade.done, language)} /{" "}
                          {formatNumber(regrade.total, language)}
                        </>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
    </CourseLayout>
  );
}

function ChooseForm({ c, course, choices, catalogue, isNonePicked = false }: ListProps) {
  const t = c.get("t");
  const language = c.get("language");
  return (
    <form method="post" action={`/courses/${course.id}/regrades`}>
      {isNonePicked && (
        <p class="notice bad" role="alert" id="none-picked">
          {t("regrade.choose.none")}
        </p>
      )}
      <div class="table-scroll" tabindex={0} role="group" aria-labelledby="choose">
        <table class="regrade-table">
          <thead>
            <tr>
              <th scope="col">
                <span class="visually-hidden">{t("regrade.choose.title")}</span>
              </th>
              <th scope="col">{t("regrade.choose.assignment")}</th>
              <th scope="col">{t("regrade.choose.tests")}</th>
              <th scope="col">{t("regrade.choose.version")}</th>
              <th scope="col" class="number">
                {t("regrade.choose.submissions")}
              </th>
            </tr>
          </thead>
          <tbody>
            {choices.map((choice) => {
              const title = chooseTitle(choice.assignment, language);
              return (
                <tr>
                  <td>
                    <input
                      type="checkbox"
                      name={`${PICK}${choice.assignment.id}`}
                      value="1"
                      aria-label={t("regrade.choose.pick", { title })}
                      checked={choice.isNewer && choice.openId === null}
                      disabled={choice.openId !== null}
                    />
                  </td>
                  <th scope="row">{title}</th>
                  <td>
                    <Tests c={c} course={course} catalogue={catalogue} choice={choice} />
                  </td>
                  <td>
                    <code>{shortenHash(choice.assignment.versionHash)}</code>
                  </td>
                  <td class="number">{formatNumber(choice.submissions, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="muted">{t("regrade.choose.same")}</p>
      <p class="actions">
        <button type="submit" class="primary">
          {t("regrade.choose.start")}
        </button>
      </p>
    </form>
  );
}

function Tests({
  c,
  course,
  catalogue,
  choice: { assignment, offeredHash, isNewer, openId },
}: Pick<ListProps, "c" | "course" | "catalogue"> & {
  choice: Choice;
}) {
  const t = c.get("t");
  if (openId !== null)
    return <a href={`/courses/${course.id}/regrades/${openId}`}>{t("regrade.choose.underWay")}</a>;
  if (offeredHash === null) {
    const offers = catalogue.findReplacements(assignment.packId, assignment.exerciseId);
    return (
      <>
        <span class="badge">{t("regrade.choose.withdrawn")}</span>
        {offers.length > 0 && (
          <>
            {" "}
            {t("assignment.list.replacedBy")} <ReplacementLinks c={c} offers={offers} />
          </>
        )}
      </>
    );
  }
  return isNewer ? (
    <span class="badge warn">{t("regrade.choose.newer", { hash: shortenHash(offeredHash) })}</span>
  ) : (
    <span class="badge">{t("regrade.choose.current")}</span>
  );
}
