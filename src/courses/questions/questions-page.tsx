// What students of a course ask about their submissions: a list for the staff, and for each student
// of their own, with links to the places.

import { type Assignment, chooseTitle } from "../../assignments/assignments.ts";
import type { AppContext } from "../../http/environment.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { ShownName } from "../../membership/shown-name-view.tsx";
import { describeQuestionPlace } from "../../questions/describe-place.ts";
import {
  type ListedQuestion,
  QUESTION_FILTERS,
  type QuestionFilter,
  type QuestionList,
  QUESTIONS_PER_PAGE,
} from "../../questions/list-questions.ts";
import { chooseQuestionState } from "../../questions/question-state.ts";
import { StateBadge } from "../../questions/question-view.tsx";
import { CodeWords } from "../../ui/code-words.tsx";
import { countPages } from "../../ui/count-pages.ts";
import { formatAgo } from "../../ui/relative-time.ts";
import { formatDate } from "../../ui/format.ts";
import { Pager } from "../../ui/pager.tsx";
import { CourseLayout } from "../course-layout.tsx";

interface QuestionsPageProps {
  c: AppContext;
  course: CourseView;
  assignments: Assignment[];
  filter: QuestionFilter;
  assignmentId: string | undefined;
  list: QuestionList;
}

const FILTER_WORDS = {
  open: "question.list.stateOpen",
  done: "question.list.stateDone",
  all: "question.list.stateAll",
} as const;

export function QuestionsPage(props: QuestionsPageProps) {
  const { c, course, list, filter, assignmentId } = props;
  const t = c.get("t");
  const path = `/courses/${course.id}/questions`;
  const query = (page: number) =>
    new URLSearchParams({
      state: filter,
      ...(assignmentId === undefined ? {} : { assignment: assignmentId }),
      page: String(page),
    }).toString();
  return (
    <CourseLayout c={c} course={course} title={t("question.title")}>
      <h1>{t("question.title")}</h1>
      <p class="muted">{t(course.isStaff ? "question.list.intro" : "question.list.introOwn")}</p>
      <Filter {...props} path={path} />
      {list.rows.length === 0 ? (
        <p class="notice">{t(course.isStaff ? "question.list.none" : "question.list.noneOwn")}</p>
      ) : (
        <>
          <p>
            {t("question.list.count", { count: list.total })}
            {list.waiting > 0 && ` · ${t("question.list.waiting", { count: list.waiting })}`}
          </p>
          <ul class="rows question-rows">
            {list.rows.map((row) => (
              <QuestionRow c={c} course={course} row={row} />
            ))}
          </ul>
        </>
      )}
      <Pager
        c={c}
        page={list.page}
        pages={countPages(list.total, QUESTIONS_PER_PAGE)}
        address={(page) => `${path}?${query(page)}`}
      />
    </CourseLayout>
  );
}

function Filter({
  c,
  assignments,
  filter,
  assignmentId,
  path,
}: QuestionsPageProps & { path: string }) {
  const t = c.get("t");
  return (
    <form method="get" action={path} class="filter" role="search">
      <div class="field">
        <label for="question-state">{t("question.list.state")}</label>
        <select id="question-state" name="state">
          {QUESTION_FILTERS.map((name) => (
            <option value={name} selected={name === filter}>
              {t(FILTER_WORDS[name])}
            </option>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="question-assignment">{t("question.list.assignment")}</label>
        <select id="question-assignment" name="assignment">
          <option value="">{t("question.list.every")}</option>
          {assignments.map((assignment) => (
            <option value={assignment.id} selected={assignment.id === assignmentId}>
              {chooseTitle(assignment, c.get("language"))}
            </option>
          ))}
        </select>
      </div>
      <p class="actions">
        <button type="submit">{t("question.list.show")}</button>
      </p>
    </form>
  );
}

function QuestionRow({
  c,
  course,
  row,
}: {
  c: AppContext;
  course: CourseView;
  row: ListedQuestion;
}) {
  const t = c.get("t");
  const language = c.get("language");
  const { id, submissionId, attempt, student, section, assignment, askedAt } = row;
  const date = formatDate(askedAt, language, c.get("timeZone"));
  return (
    <li>
      <div class="question-row">
        <p>
          <a href={`/submissions/${submissionId}#question-${id}`}>
            {chooseTitle(assignment, language)} · {describeQuestionPlace(t, language, row)}
          </a>{" "}
          <StateBadge c={c} state={chooseQuestionState(row)} />
        </p>
        <p class="question-text">
          <CodeWords text={row.text} />
        </p>
        <p class="muted">
          {course.isStaff && (
            <>
              <ShownName
                t={t}
                person={student}
                {...(student.isInCourse
                  ? { href: `/courses/${course.id}/people/${student.id}` }
                  : {})}
              />
              {section !== null && ` · ${section}`} ·{" "}
            </>
          )}
          {t("question.list.attempt", { attempt })} ·{" "}
          <time datetime={askedAt.toISOString()} title={date}>
            {t("question.list.since", { ago: formatAgo(askedAt, language) })}
          </time>
        </p>
      </div>
    </li>
  );
}
