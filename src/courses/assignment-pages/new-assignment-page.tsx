// The page on which assignments are created: one for each exercise selected, all with the same settings.

import type { OfferedPack } from "../../catalogue/catalogue.ts";
import type { AppContext } from "../../http/environment.ts";
import type { FieldError } from "../../ui/field.tsx";
import { CourseLayout } from "../course-layout.tsx";
import { FormFields } from "./form-fields.tsx";
import {
  type FormPageProps,
  ErrorCount,
  AffectedNotice,
  describeZone,
  findFirstError,
} from "./form-notices.tsx";

export function NewAssignmentPage({
  c,
  course,
  values,
  errors = {},
  examDays,
  affected,
  isAffectedNew = false,
  packs,
  chosen,
  present,
}: FormPageProps & Omit<ExerciseChoiceProps, "c" | "error">) {
  const t = c.get("t");
  return (
    <CourseLayout c={c} course={course} title={t("assignment.new")}>
      <h1>{t("assignment.new")}</h1>
      <ErrorCount t={t} errors={errors} />
      {isAffectedNew && <AffectedNotice t={t} affected={affected} />}
      <form
        method="post"
        action={`/courses/${course.id}/assignments`}
        class="assignment-form"
        novalidate
      >
        <ExerciseChoice
          c={c}
          packs={packs}
          chosen={chosen}
          present={present}
          error={errors.exercises}
        />
        <FormFields
          t={t}
          values={values}
          errors={errors}
          zoneNote={describeZone(c, course)}
          hasTitle={false}
          chooseFirstError={findFirstError(errors)}
          examDays={examDays}
          affected={affected}
        />
        <p class="actions">
          <button type="submit" class="primary">
            {t("assignment.form.create")}
          </button>{" "}
          <a class="button" href={`/courses/${course.id}`}>
            {t("assignment.form.cancel")}
          </a>
        </p>
      </form>
    </CourseLayout>
  );
}

interface ExerciseChoiceProps {
  c: AppContext;
  packs: readonly OfferedPack[];
  /** "pack/exercise" of those that are selected. */
  chosen: ReadonlySet<string>;
  /** "pack/exercise" of those that the course has assignments on. */
  present: ReadonlySet<string>;
  error: FieldError | undefined;
}

function ExerciseChoice({ c, packs, chosen, present, error }: ExerciseChoiceProps) {
  const t = c.get("t");
  const language = c.get("language");
  return (
    <fieldset aria-describedby={error === undefined ? "exercises-hint" : "exercises-error"}>
      <legend>{t("assignment.form.exercises")}</legend>
      {error === undefined ? (
        <p class="hint" id="exercises-hint">
          {t("assignment.form.exercisesHint")}
        </p>
      ) : (
        <p class="error" id="exercises-error">
          {t(error.key, error.params)}
        </p>
      )}
      <div
        class="exercise-choice"
        tabindex={0}
        role="group"
        aria-label={t("assignment.form.exercises")}
      >
        {packs.map((pack) => (
          <>
            <p class="muted">{pack.title[language]}</p>
            {pack.offers.map((offer) => {
              const name = `${offer.pack}/${offer.id}`;
              return (
                <label class="check">
                  <input
                    type="checkbox"
                    name={`pick:${name}`}
                    value="yes"
                    checked={chosen.has(name)}
                  />{" "}
                  <span>
                    {offer.exercise.manifest.title[language]}{" "}
                    {present.has(name) && (
                      <span class="badge">{t("assignment.form.chosenBefore")}</span>
                    )}
                  </span>
                </label>
              );
            })}
          </>
        ))}
      </div>
    </fieldset>
  );
}
