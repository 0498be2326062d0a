// What the pages that create and edit an assignment share: their props, and the notices above the
// form.

import type { AppContext } from "../../http/environment.ts";
import type { Translate } from "../../i18n/index.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { nameZone } from "../../ui/two-zones.ts";
import type { AffectedCourse } from "./affected-courses.ts";
import { FIELDS, type FormErrors, type FormValues } from "./form-values.ts";

export interface FormPageProps {
  c: AppContext;
  course: CourseView;
  values: FormValues;
  errors?: FormErrors;
  /** How long an exam may be, and which other courses it would affect. */
  examDays: number;
  affected: readonly AffectedCourse[];
  /** The submitted form did not list all of `affected`: nothing was saved. */
  isAffectedNew?: boolean;
}

export function ErrorCount({ t, errors }: { t: Translate; errors: FormErrors }) {
  const count = Object.keys(errors).length;
  return count === 0 ? (
    <></>
  ) : (
    <p class="notice bad" role="alert">
      {t("assignment.form.errors", { count })}
    </p>
  );
}

/** At the top, where it is read first; the list is repeated beside the option. */
export function AffectedNotice({
  t,
  affected,
}: {
  t: Translate;
  affected: readonly AffectedCourse[];
}) {
  return (
    <div class="notice warn" role="alert">
      <p>{t("assignment.form.affectsNew")}</p>
      <ul>
        {affected.map(({ title }) => (
          <li>{title}</li>
        ))}
      </ul>
    </div>
  );
}

export function describeZone(c: AppContext, { timeZone }: Pick<CourseView, "timeZone">): string {
  const [zone, reader] = [nameZone(timeZone, c), nameZone(c.get("timeZone"), c)];
  return zone === reader
    ? c.get("t")("assignment.form.zone", { zone })
    : c.get("t")("assignment.form.zoneOther", { zone, reader });
}

export function findFirstError(errors: FormErrors): string | undefined {
  return FIELDS.find((name) => errors[name] !== undefined);
}
