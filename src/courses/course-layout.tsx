// The frame of every page of a course: its name, its navigation, and the notice for staff viewing
// it as a student.

import type { Child } from "hono/jsx";
import type { AppContext } from "../http/environment.ts";
import { Layout } from "../ui/layout.tsx";
import type { CourseView } from "../membership/course-view.ts";
import { ViewAsStudent, ViewedAsStudent } from "../ui/view-as.tsx";

interface CourseLayoutProps {
  c: AppContext;
  course: CourseView;
  title: string;
  islands?: string[];
  styles?: string[];
  wide?: boolean;
  children?: Child;
}

/**
 * In the order of the navigation bar. staff: hidden from students. instructor: hidden from
 * assistants too.
 */
const PLACES = [
  { name: "overview", path: "", for: "everybody" },
  { name: "gradebook", path: "/gradebook", for: "staff" },
  { name: "statistics", path: "/statistics", for: "staff" },
  { name: "questions", path: "/questions", for: "everybody" },
  { name: "people", path: "/people", for: "staff" },
  { name: "regrades", path: "/regrades", for: "instructor" },
  { name: "audit", path: "/audit", for: "instructor" },
  { name: "settings", path: "/settings", for: "instructor" },
] as const;

export function CourseLayout({ c, course, title, children, ...others }: CourseLayoutProps) {
  const t = c.get("t");
  const root = `/courses/${course.id}`;
  const shown = PLACES.filter(
    (place) =>
      place.for === "everybody" || (place.for === "staff" ? course.isStaff : course.canInvite),
  );
  const isHere = (path: string) =>
    path === "" ? c.req.path === root : c.req.path.startsWith(`${root}${path}`);
  return (
    <Layout c={c} title={title === course.title ? title : `${title} · ${course.title}`} {...others}>
      <div class="course-head">
        <p class="course-name">
          <a href={root}>{course.title}</a>{" "}
          {course.role !== null && <span class="badge">{t(`manage.role.${course.role}`)}</span>}{" "}
          {course.archivedAt !== null && <span class="badge warn">{t("course.archived")}</span>}
        </p>
        {course.isStaff && <ViewAsStudent c={c} courseId={course.id} />}
        {shown.length > 1 && (
          <nav class="course-nav" aria-label={t("course.navigation")}>
            {shown.map(({ name, path }) => (
              <a href={`${root}${path}`} aria-current={isHere(path) ? "page" : undefined}>
                {t(`course.place.${name}`)}
                {name === "questions" && course.isStaff && (
                  <WaitingCount c={c} courseId={course.id} />
                )}
              </a>
            ))}
          </nav>
        )}
      </div>
      {course.isViewedAsStudent && <ViewedAsStudent c={c} courseId={course.id} />}
      {course.archivedAt !== null && <p class="notice warn">{t("course.archivedNote")}</p>}
      {children}
    </Layout>
  );
}

function WaitingCount({ c, courseId }: { c: AppContext; courseId: string }) {
  const count = c.get("countQuestions")(courseId);
  if (count === 0) return <></>;
  return (
    <>
      {" "}
      <span class="badge warn">
        {count}
        <span class="visually-hidden"> {c.get("t")("question.state.waiting")}</span>
      </span>
    </>
  );
}
