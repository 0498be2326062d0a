// Staff viewing a course as a student: the button that starts it, and on each page the button that
// ends it.

import type { AppContext } from "../http/environment.ts";
import { readCurrentPage } from "../http/current-page.ts";

export function ViewAsStudent({
  c,
  courseId,
  isButton = false,
}: {
  c: AppContext;
  courseId: string;
  isButton?: boolean;
}) {
  return (
    <form method="post" action={`/courses/${courseId}/view-as`} class="view-as-student">
      <input type="hidden" name="back" value={readCurrentPage(c)} />
      <button class={isButton ? "" : "link"} type="submit" name="as" value="student">
        {c.get("t")("course.viewAsStudent")}
      </button>
    </form>
  );
}

export function ViewedAsStudent({ c, courseId }: { c: AppContext; courseId: string }) {
  const t = c.get("t");
  return (
    <form method="post" action={`/courses/${courseId}/view-as`} class="notice view-as">
      <input type="hidden" name="back" value={readCurrentPage(c)} />
      <span>{t("course.viewedAsStudent")}</span>{" "}
      <button type="submit" name="as" value="staff">
        {t("course.viewAsStaff")}
      </button>
    </form>
  );
}
