// The fields of an assignment's form, shared by creating and editing one. Fields that belong to an
// option that is not selected are hidden by the style sheet alone; without :has() they are visible,
// and ignored.

import { HINT_RULE_KINDS } from "../../rules/hint-rule.ts";
import { SOLUTION_RULES } from "../../db/schema.ts";
import { EXAM_SPACING_MS } from "../../assignments/exams.ts";
import { type AffectedCourse, formatAffectedKey } from "./affected-courses.ts";
import { MAX_ANNOUNCEMENT, MAX_TITLE } from "./parse-form.ts";
import { type FormState, Choice, YesField, TimeField, TextField } from "./form-inputs.tsx";

const LATE_KINDS = ["refused", "free", "deduction"] as const;
const ATTEMPT_KINDS = ["unlimited", "limited", "spaced", "worth"] as const;
const COUNTS = ["best", "last"] as const;
const LATE_UNITS = ["day", "hour"] as const;

interface FieldsProps extends FormState {
  /** "the course's zone is …, yours …" */
  zoneNote: string;
  hasTitle: boolean;
  /** The longest an exam may be, in days. */
  examDays: number;
  /** Other courses that an exam would affect. */
  affected: readonly AffectedCourse[];
}

export function FormFields(props: FieldsProps) {
  const { t, hasTitle } = props;
  return (
    <>
      {hasTitle && (
        <TextField
          {...props}
          name="title"
          label={t("assignment.form.title")}
          hint={t("assignment.form.titleHint")}
          maxlength={MAX_TITLE}
        />
      )}
      <WhenFields {...props} />
      <LateFields {...props} />
      <AttemptFields {...props} />
      <WorthFields {...props} />
      <ExamFields {...props} />
      <SolutionFields {...props} />
      <HintFields {...props} />
      <YesField
        {...props}
        name="mayAskReference"
        legend={t("assignment.form.mayAskReference")}
        label={t("assignment.form.mayAskReferenceLabel")}
        hint={t("assignment.form.mayAskReferenceHint")}
      />
      <TextField
        {...props}
        name="announcement"
        label={t("assignment.form.announcement")}
        hint={t("assignment.form.announcementHint")}
        maxlength={MAX_ANNOUNCEMENT}
      />
    </>
  );
}

function WhenFields(props: FieldsProps) {
  const { t, zoneNote } = props;
  return (
    <fieldset>
      <legend>{t("assignment.form.when")}</legend>
      <p class="hint">{zoneNote}</p>
      <div class="pair">
        <div>
          <TimeField
            {...props}
            name="opensAt"
            foldName="opensFold"
            label={t("assignment.form.opensAt")}
            hint={t("assignment.form.opensHint")}
          />
        </div>
        <div>
          <TimeField
            {...props}
            name="dueAt"
            foldName="dueFold"
            label={t("assignment.form.dueAt")}
            hint={t("assignment.form.dueHint")}
          />
        </div>
      </div>
      <TextField
        {...props}
        name="graceMinutes"
        label={t("assignment.form.grace")}
        hint={t("assignment.form.graceHint")}
        inputmode="numeric"
      />
    </fieldset>
  );
}

function LateFields(props: FieldsProps) {
  const { t, values } = props;
  return (
    <>
      <Choice
        {...props}
        name="late"
        legend={t("assignment.form.late")}
        options={LATE_KINDS}
        label={(kind) => t(`assignment.form.lateKind.${kind}`)}
        inside={{
          deduction: (
            <div class="pair">
              <TextField
                {...props}
                name="latePercent"
                label={t("assignment.form.latePercent")}
                inputmode="decimal"
              />
              <div class="field">
                <label for="field-latePer">{t("assignment.form.latePer")}</label>
                <select id="field-latePer" name="latePer">
                  {LATE_UNITS.map((unit) => (
                    <option value={unit} selected={values.latePer === unit}>
                      {t(`assignment.form.per.${unit}`)}
                    </option>
                  ))}
                </select>
              </div>
              <TextField
                {...props}
                name="lateFloor"
                label={t("assignment.form.lateFloor")}
                hint={t("assignment.form.lateFloorHint")}
                inputmode="decimal"
              />
            </div>
          ),
        }}
      />
      <div class="late-until">
        <TimeField
          {...props}
          name="lateUntil"
          foldName="lateUntilFold"
          label={t("assignment.form.lateUntil")}
          hint={t("assignment.form.lateUntilHint")}
        />
      </div>
    </>
  );
}

function AttemptFields(props: FieldsProps) {
  const { t } = props;
  return (
    <>
      <Choice
        {...props}
        name="attempts"
        legend={t("assignment.form.attempts")}
        options={ATTEMPT_KINDS}
        label={(kind) => t(`assignment.form.attemptKind.${kind}`)}
        inside={{
          limited: (
            <TextField
              {...props}
              name="attemptCount"
              label={t("assignment.form.attemptCount")}
              inputmode="numeric"
            />
          ),
          spaced: (
            <TextField
              {...props}
              name="attemptMinutes"
              label={t("assignment.form.attemptMinutes")}
              inputmode="numeric"
            />
          ),
          worth: (
            <TextField
              {...props}
              name="attemptPoints"
              label={t("assignment.form.attemptPoints")}
              hint={t("assignment.form.attemptPointsHint")}
            />
          ),
        }}
      />
      <YesField
        {...props}
        name="freeCompileErrors"
        legend={t("assignment.form.compileErrors")}
        label={t("assignment.form.freeCompileErrors")}
        hint={t("assignment.form.freeCompileErrorsHint")}
      />
      <Choice
        {...props}
        name="counts"
        legend={t("assignment.form.counts")}
        options={COUNTS}
        label={(which) => t(`assignment.form.count.${which}`)}
      />
    </>
  );
}

function WorthFields(props: FieldsProps) {
  const { t } = props;
  return (
    <fieldset>
      <legend>{t("assignment.form.worth")}</legend>
      <div class="pair">
        <TextField
          {...props}
          name="points"
          label={t("assignment.form.points")}
          inputmode="decimal"
        />
        <TextField
          {...props}
          name="weight"
          label={t("assignment.form.weight")}
          hint={t("assignment.form.weightHint")}
          inputmode="decimal"
        />
      </div>
    </fieldset>
  );
}

function ExamFields(props: FieldsProps) {
  const { t, examDays, affected } = props;
  return (
    <YesField
      {...props}
      name="isExam"
      legend={t("assignment.form.isExam")}
      label={t("assignment.form.isExamLabel")}
      hint={t("assignment.form.isExamHint", { count: examDays })}
    >
      <Affected t={t} affected={affected} />
    </YesField>
  );
}

function SolutionFields(props: FieldsProps) {
  const { t } = props;
  return (
    <Choice
      {...props}
      name="solutions"
      legend={t("assignment.form.solutions")}
      options={SOLUTION_RULES}
      label={(rule) => t(`assignment.form.solution.${rule}`)}
      inside={{
        afterPassing: <p class="hint">{t("assignment.form.solutionsHint")}</p>,
        afterDue: <p class="hint">{t("assignment.form.afterDueHint")}</p>,
      }}
    />
  );
}

function HintFields(props: FieldsProps) {
  const { t } = props;
  return (
    <Choice
      {...props}
      name="hints"
      legend={t("assignment.form.hints")}
      options={HINT_RULE_KINDS}
      label={(kind) => t(`assignment.form.hintKind.${kind}`)}
      inside={{
        afterAttempts: (
          <TextField
            {...props}
            name="hintAttempts"
            label={t("assignment.form.hintAttempts")}
            hint={t("assignment.form.hintAttemptsHint")}
            inputmode="numeric"
          />
        ),
        off: <p class="hint">{t("assignment.form.hintsOffHint")}</p>,
      }}
    />
  );
}

function Affected({ t, affected }: Pick<FieldsProps, "t" | "affected">) {
  return (
    <>
      <input type="hidden" name="affects" value={formatAffectedKey(affected)} />
      {affected.length > 0 && (
        <div class="hint">
          <p>{t("assignment.form.affects", { count: EXAM_SPACING_MS / 1000 })}</p>
          <ul>
            {affected.map(({ title }) => (
              <li>{title}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
