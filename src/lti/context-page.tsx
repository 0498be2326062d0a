// What a platform's course still needs before its link leads to a course here.

import type { AppContext } from "../http/environment.ts";
import { Field } from "../ui/field.tsx";
import { Layout } from "../ui/layout.tsx";
import { MAX_TITLE_LENGTH } from "../membership/create-course.ts";
import { type ContextView, NEW_COURSE } from "./link-course.ts";

interface ContextPageProps {
  c: AppContext;
  context: ContextView;
  /** Those that the viewer may link. */
  courses: { id: string; title: string }[];
  hasError?: boolean;
}

export function ContextPage({ c, context, courses, hasError = false }: ContextPageProps) {
  const t = c.get("t");
  const { title, platform } = context;
  const words = { platform, course: title === "" ? t("lti.context.untitled") : title };
  return (
    <Layout c={c} title={words.course}>
      <div class="narrow">
        <h1>{words.course}</h1>
        <Next c={c} context={context} courses={courses} hasError={hasError} words={words} />
      </div>
    </Layout>
  );
}

type NextProps = Required<ContextPageProps> & { words: { platform: string; course: string } };

function Next({ c, context, courses, hasError, words }: NextProps) {
  const t = c.get("t");
  const { id, title, role, courseId } = context;
  if (role === undefined) return <p>{t("lti.context.noRole", words)}</p>;
  if (courseId !== null)
    return (
      <>
        <p>{t("lti.context.closed", words)}</p>
        <p>
          <a class="button" href={`/courses/${courseId}`}>
            {t("lti.context.toCourse")}
          </a>
        </p>
      </>
    );
  if (role !== "instructor") return <p>{t("lti.context.notLinked", words)}</p>;
  return (
    <form method="post" action={`/lti/contexts/${id}`} class="account-form">
      <p>{t("lti.context.choose", words)}</p>
      {hasError && (
        <p class="notice bad" role="alert">
          {t("lti.context.chooseOne")}
        </p>
      )}
      <fieldset class="course-choice">
        <legend>{t("lti.context.course")}</legend>
        <label class="option">
          <input type="radio" name="course" value={NEW_COURSE} checked />{" "}
          {t("lti.context.newCourse")}
        </label>
        <Field
          t={t}
          name="title"
          label={t("lti.context.title")}
          value={title}
          maxlength={MAX_TITLE_LENGTH}
        />
        {courses.map((course) => (
          <label class="option">
            <input type="radio" name="course" value={course.id} /> {course.title}
          </label>
        ))}
      </fieldset>
      <p class="actions">
        <button class="primary" type="submit">
          {t("lti.context.link")}
        </button>
      </p>
    </form>
  );
}
