// The picker: assignments that the course has, and exercises for new ones. One form: the search
// keeps what is chosen. src/islands/lti-picker.ts filters while the teacher types.

import type { Assignment } from "../../assignments/assignments.ts";
import type { OfferedPack } from "../../catalogue/catalogue.ts";
import { describeZone } from "../../courses/assignment-pages/form-notices.tsx";
import { TextField, TimeField } from "../../courses/assignment-pages/form-inputs.tsx";
import type { AppContext } from "../../http/environment.ts";
import { MAX_TITLE_LENGTH } from "../../membership/create-course.ts";
import { Field } from "../../ui/field.tsx";
import { FrameLayout } from "../frame-layout.tsx";
import { LinkForMinute } from "../open-page.tsx";
import type { LtiPlatform } from "../select-platform.ts";
import { mayCreate, type Standing } from "./find-standing.ts";
import { AssignmentChoice, ExerciseChoice, type ChoiceProps } from "./picker-lists.tsx";
import type { PickerErrors, PickerForm } from "./read-choice.ts";

interface PickerPageProps {
  c: AppContext;
  platform: Pick<LtiPlatform, "name" | "family">;
  /** "" if the platform sends no name. */
  person: string;
  standing: Standing;
  acceptsSeveral: boolean;
  assignments: readonly Assignment[];
  packs: readonly OfferedPack[];
  form: PickerForm;
  errors: PickerErrors;
  /** To link a course in a window; undefined: one is linked. */
  windowPath: string | undefined;
}

export function PickerPage(props: PickerPageProps) {
  const { c, platform, person, standing, acceptsSeveral, assignments, form, errors } = props;
  const t = c.get("t");
  const { course, contextTitle } = standing;
  const creates = mayCreate(standing);
  const words = {
    platform: platform.name,
    course: contextTitle === "" ? t("lti.context.untitled") : contextTitle,
  };
  const choice: ChoiceProps = { c, acceptsSeveral, chosen: form.chosen };
  const canPick = creates || assignments.length > 0;
  return (
    <FrameLayout
      c={c}
      title={t("ltiDeepLinking.picker.title")}
      islands={["lti-frame", "lti-picker"]}
      resizes={platform.family === "canvas"}
    >
      <div class="picker">
        <h1>{t("ltiDeepLinking.picker.title")}</h1>
        <p class="muted">
          {person === "" ? words.platform : t("ltiDeepLinking.picker.person", { ...words, person })}
        </p>
        <form method="post" class="assignment-form" novalidate>
          {errors.exercises !== undefined && (
            <p class="notice bad" role="alert">
              {t(errors.exercises.key, errors.exercises.params)}
            </p>
          )}
          {course === null && <NoCourse {...props} creates={creates} words={words} />}
          {course?.archivedAt != null && (
            <p class="notice">{t("ltiDeepLinking.picker.archived", { title: course.title })}</p>
          )}
          {course !== null && assignments.length > 0 && (
            <AssignmentChoice {...choice} course={course.title} assignments={assignments} />
          )}
          {creates && <NewAssignments {...props} choice={choice} />}
          {course !== null && !creates && assignments.length === 0 && (
            <p>{t("ltiDeepLinking.picker.nothing", { title: course.title })}</p>
          )}
          <p class="actions">
            {canPick && (
              <button class="primary" type="submit" name="action" value="pick">
                {t("ltiDeepLinking.picker.submit", words)}
              </button>
            )}
            <button type="submit" name="action" value="cancel">
              {t("ltiDeepLinking.picker.cancel")}
            </button>
          </p>
        </form>
      </div>
    </FrameLayout>
  );
}

type NoCourseProps = PickerPageProps & {
  creates: boolean;
  words: { platform: string; course: string };
};

function NoCourse({ c, creates, words, form, errors, windowPath }: NoCourseProps) {
  const t = c.get("t");
  if (!creates) return <p class="notice">{t("ltiDeepLinking.picker.notLinked", words)}</p>;
  return (
    <fieldset>
      <legend>{t("lti.context.course")}</legend>
      <p>{t("ltiDeepLinking.picker.newCourse", words)}</p>
      <Field
        t={t}
        name="title"
        label={t("lti.context.title")}
        value={form.title}
        maxlength={MAX_TITLE_LENGTH}
        error={errors.course}
      />
      {windowPath !== undefined && (
        <>
          <p>{t("ltiDeepLinking.picker.ownCourse")}</p>
          <LinkForMinute
            path={windowPath}
            used={t("ltiDeepLinking.picker.chosen")}
            over={t("ltiDeepLinking.picker.over")}
          >
            {t("ltiDeepLinking.picker.window")}
          </LinkForMinute>
          <p>
            {/* This page again. */}
            <a href="?">{t("ltiDeepLinking.picker.reload")}</a>
          </p>
        </>
      )}
    </fieldset>
  );
}

function NewAssignments({
  c,
  standing,
  form,
  errors,
  choice,
  packs,
}: PickerPageProps & { choice: ChoiceProps }) {
  const t = c.get("t");
  const fields = { t, values: form.values, errors, chooseFirstError: undefined };
  return (
    <>
      <ExerciseChoice {...choice} packs={packs} filter={form.filter} />
      <fieldset>
        <legend>{t("ltiDeepLinking.picker.settings")}</legend>
        {standing.course !== null && <p class="hint">{describeZone(c, standing.course)}</p>}
        <div class="pair">
          <TextField
            {...fields}
            name="points"
            label={t("assignment.form.points")}
            inputmode="decimal"
          />
          <div>
            <TimeField
              {...fields}
              name="dueAt"
              foldName="dueFold"
              label={t("assignment.form.dueAt")}
              hint={t("assignment.form.dueHint")}
            />
          </div>
        </div>
        <p class="hint">{t("ltiDeepLinking.picker.later")}</p>
      </fieldset>
    </>
  );
}
