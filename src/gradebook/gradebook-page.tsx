// The gradebook as the server renders it: a plain table with one page of students, searched and
// filtered by a form. If scripts run, the island (islands/gradebook.ts) replaces it with the whole
// table.

import { CourseLayout } from "../courses/course-layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import { ShownName } from "../membership/shown-name-view.tsx";
import type { AppContext } from "../http/environment.ts";
import { type BesideExam, BesideExamNotices } from "../submissions/beside-exam.tsx";
import { formatNumber } from "../ui/format.ts";
import { JsonScript } from "../ui/json-script.tsx";
import { Pager } from "../ui/pager.tsx";
import {
  FLAG_NAMES,
  listFlags,
  GRADEBOOK_WORDS,
  type GradebookData,
  type GradebookStart,
  chooseTone,
} from "./gradebook-data.ts";
import type { Selection } from "./select-students.ts";

interface PageProps {
  c: AppContext;
  course: CourseView;
  data: GradebookData;
  selection: Selection;
  /** Exams of other courses on this course's exercises. */
  beside: readonly BesideExam[];
  /** A learning platform's course is linked to it. */
  isLinked: boolean;
}

export function GradebookPage({ c, course, data, selection, beside, isLinked }: PageProps) {
  const t = c.get("t");
  const path = `/courses/${course.id}/gradebook`;
  const { assignments, students } = data;
  const outdated = assignments.filter(({ isOutdated }) => isOutdated);
  return (
    <CourseLayout c={c} course={course} title={t("gradebook.title")} islands={["gradebook"]} wide>
      <div class="gradebook-head">
        <h1>{t("gradebook.title")}</h1>
        <Exports c={c} course={course} path={path} isLinked={isLinked} />
      </div>
      <BesideExamNotices c={c} exams={beside} timeZone={course.timeZone} />
      {outdated.length > 0 && (
        <p class="notice warn">
          {t("gradebook.outdatedNote", {
            titles: new Intl.ListFormat(c.get("language")).format(
              outdated.map(({ title }) => title),
            ),
          })}
          {course.canInvite && (
            <>
              {" "}
              <a href={`/courses/${course.id}/regrades`}>{t("gradebook.toRegrade")}</a>
            </>
          )}
        </p>
      )}
      {students.ids.length === 0 || assignments.length === 0 ? (
        <p class="notice">
          {t(assignments.length === 0 ? "gradebook.noAssignments" : "gradebook.noStudents")}
        </p>
      ) : (
        <>
          <Search c={c} path={path} selection={selection} />
          <p class="legend muted" id="gradebook-legend">
            {FLAG_NAMES.map((name) => (
              <span>
                <span class="mark" aria-hidden="true">
                  {t(`gradebook.mark.${name}`)}
                </span>{" "}
                {t(`gradebook.flag.${name}`)}
              </span>
            ))}
          </p>
          <div id="gradebook">
            <PlainTable c={c} data={data} path={path} selection={selection} />
          </div>
          <p class="muted gradebook-total">{t("gradebook.totalNote")}</p>
          <JsonScript id="gradebook-start" data={describeStart(c, path)} />
        </>
      )}
    </CourseLayout>
  );
}

function describeStart(c: AppContext, path: string): GradebookStart {
  const t = c.get("t");
  // The browser fills in the words in braces.
  const blanks = { count: "{count}", total: "{total}", points: "{points}", weight: "{weight}" };
  return {
    path: c.get("site").link(path),
    words: Object.fromEntries(
      GRADEBOOK_WORDS.map((name) => [name, t(`gradebook.table.${name}`, blanks)]),
    ) as GradebookStart["words"],
    flags: Object.fromEntries(
      FLAG_NAMES.map((name) => [
        name,
        { name: t(`gradebook.flag.${name}`), mark: t(`gradebook.mark.${name}`) },
      ]),
    ) as GradebookStart["flags"],
  };
}

/** Names are the same in every language. */
const FORMATS = { csv: "CSV", xlsx: "Excel", canvas: "Canvas", moodle: "Moodle" };

function Exports({
  c,
  course,
  path,
  isLinked,
}: Pick<PageProps, "c" | "course" | "isLinked"> & { path: string }) {
  const t = c.get("t");
  return (
    <p class="exports">
      <span class="muted">{t("gradebook.export.title")}</span>
      {Object.entries(FORMATS).map(([format, name]) => (
        <a class="button" href={`${path}/export?format=${format}`} download>
          {name}
        </a>
      ))}
      {course.canInvite && course.archivedAt === null && (
        <a class="button" href={`${path}/import`}>
          {t("gradebook.import.title")}
        </a>
      )}
      {course.canInvite && <a href={`${path}/canvas`}>{t("gradebook.export.names")}</a>}
      {isLinked && <a href={`/courses/${course.id}/platform`}>{t("ltiGrades.toPage")}</a>}
    </p>
  );
}

function Search({ c, path, selection }: { c: AppContext; path: string; selection: Selection }) {
  const t = c.get("t");
  const { query, section, sections } = selection;
  return (
    <form method="get" action={path} class="gradebook-search" id="gradebook-search" role="search">
      <div>
        <label for="gradebook-query">{t("gradebook.search")}</label>
        <input id="gradebook-query" type="search" name="q" value={query} />
      </div>
      {sections.length > 0 && (
        <div>
          <label for="gradebook-section">{t("gradebook.section")}</label>
          <select id="gradebook-section" name="section">
            <option value="">{t("gradebook.allSections")}</option>
            {sections.map((name) => (
              <option value={name} selected={name === section}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <button type="submit">{t("gradebook.find")}</button>
      <span class="muted" id="gradebook-shown" role="status">
        {t("gradebook.table.shown", { count: selection.places.length, total: selection.total })}
      </span>
    </form>
  );
}

function PlainTable({
  c,
  data,
  path,
  selection,
}: {
  c: AppContext;
  data: GradebookData;
  path: string;
  selection: Selection;
}) {
  const t = c.get("t");
  const language = c.get("language");
  const { assignments } = data;
  const { places, page, pages, query, section } = selection;
  const pageUrl = (number: number) => {
    const search = {
      ...(query === "" ? {} : { q: query }),
      ...(section === "" ? {} : { section }),
      page: String(number),
    };
    return `${path}?${new URLSearchParams(search).toString()}`;
  };
  const describeWorth = ({ points, weight }: { points: number; weight: number }) =>
    [
      t("gradebook.table.of", { points: formatNumber(points, language) }),
      t("gradebook.table.weight", { weight: formatNumber(weight, language) }),
    ].join(" · ");
  if (places.length === 0) return <p class="notice">{t("gradebook.table.noMatch")}</p>;
  return (
    <>
      <div class="table-scroll" tabindex={0} role="group" aria-label={t("gradebook.title")}>
        <table class="gradebook-plain">
          <thead>
            <tr>
              <th scope="col">{t("gradebook.table.student")}</th>
              <th scope="col" class="number">
                {t("gradebook.table.total")}
              </th>
              {assignments.map(({ title, points, weight, isRemoved, isOutdated }) => (
                <th scope="col" class={`number ${isRemoved ? "removed" : ""}`}>
                  {title}
                  <div class="of">
                    {isRemoved ? t("gradebook.table.removed") : describeWorth({ points, weight })}
                  </div>
                  {isOutdated && <div class="of warn">{t("gradebook.table.outdated")}</div>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {selection.shown.map((place) => (
              <Row c={c} data={data} path={path} place={place} />
            ))}
          </tbody>
        </table>
      </div>
      <Pager c={c} page={page} pages={pages} address={pageUrl} />
    </>
  );
}

interface RowProps {
  c: AppContext;
  data: GradebookData;
  path: string;
  /** Of the student in the columns of `data`. */
  place: number;
}

function Row({ c, data, path, place }: RowProps) {
  const t = c.get("t");
  const { students, assignments, totals } = data;
  const total = totals[place];
  return (
    <tr>
      <th scope="row">
        <ShownName
          t={t}
          person={{ name: students.names[place]!, ownName: students.ownNames[place] ?? null }}
        />
        {students.left[place] === 1 && (
          <>
            {" "}
            <span class="badge">{t("gradebook.table.left")}</span>
          </>
        )}
      </th>
      <td class="number">{total == null ? "–" : `${formatNumber(total, c.get("language"))}%`}</td>
      {assignments.map((_, column) => (
        <ScoreCell c={c} data={data} path={path} place={place} column={column} />
      ))}
    </tr>
  );
}

function ScoreCell({ c, data, path, place, column }: RowProps & { column: number }) {
  const t = c.get("t");
  const { id, points: maxPoints, isRemoved } = data.assignments[column]!;
  const value = data.points[column]![place]!;
  const tone = isRemoved ? "removed" : `tone-${chooseTone(value, maxPoints) ?? "none"}`;
  return (
    <td class={`number ${tone}`}>
      <a href={`${path}/${id}/${data.students.ids[place]}`}>
        {value === null ? (
          <>
            <span aria-hidden="true">–</span>
            <span class="visually-hidden">{t("gradebook.table.noScore")}</span>
          </>
        ) : (
          formatNumber(value, c.get("language"))
        )}
        {listFlags(data.flags[column]![place]!).map((name) => (
          <>
            <span class="mark" aria-hidden="true">
              {t(`gradebook.mark.${name}`)}
            </span>
            <span class="visually-hidden"> {t(`gradebook.flag.${name}`)}</span>
          </>
        ))}
      </a>
    </td>
  );
}
