// The page of the one-time link of a roster's line, and the page on which staff see a new link.

import type { AppContext } from "../../http/environment.ts";
import type { RosterSeat } from "../../identity/seats.ts";
import { Layout } from "../../ui/layout.tsx";
import { CourseLayout } from "../course-layout.tsx";
import type { CourseView } from "../../membership/course-view.ts";

interface SeatPageProps {
  c: AppContext;
  seat: Pick<RosterSeat, "name">;
  course: { id: string; title: string };
  /** The reader already has another line's seat in this course. */
  isSomebodyElse: boolean;
}

export function SeatPage({ c, seat: { name }, course, isSomebodyElse }: SeatPageProps) {
  const t = c.get("t");
  const viewer = c.get("viewer");
  const next = encodeURIComponent(c.req.path);
  return (
    <Layout c={c} title={course.title}>
      <div class="narrow">
        <h1>{course.title}</h1>
        {isSomebodyElse ? (
          <p class="notice warn">{t("people.seats.somebodyElse", { name })}</p>
        ) : (
          <>
            <p>
              {name === "" ? t("people.seats.invitedNoName") : t("people.seats.invited", { name })}
            </p>
            {viewer.kind === "member" ? (
              <>
                <p class="muted">{t("people.seats.as", { name: viewer.name })}</p>
                <form method="post" action={c.req.path}>
                  <button class="primary" type="submit">
                    {t("people.seats.take")}
                  </button>
                </form>
              </>
            ) : (
              <>
                <p class="muted">
                  {t(
                    c.get("hasPasswords")
                      ? "people.seats.needsAccount"
                      : "people.seats.needsSignIn",
                  )}
                </p>
                <p class="actions">
                  {c.get("hasPasswords") && (
                    <a class="button primary" href={`/sign-up?next=${next}`}>
                      {t("account.signUp.title")}
                    </a>
                  )}
                  <a
                    class={c.get("hasPasswords") ? "button" : "button primary"}
                    href={`/sign-in?next=${next}`}
                  >
                    {t("account.signIn.title")}
                  </a>
                </p>
              </>
            )}
          </>
        )}
      </div>
    </Layout>
  );
}

export function SeatLinkPage({
  c,
  course,
  seat,
  url,
}: {
  c: AppContext;
  course: CourseView;
  seat: RosterSeat;
  url: string;
}) {
  const t = c.get("t");
  return (
    <CourseLayout c={c} course={course} title={t("people.seats.linkTitle")}>
      <p>
        <a href={`/courses/${course.id}/people#open-seats`}>{t("people.back")}</a>
      </p>
      <h1>{t("people.seats.linkTitle")}</h1>
      <div class="notice good" role="status">
        <p>{t("people.seats.linkMade", { name: seat.name || seat.username || seat.email })}</p>
        <p>
          <code class="secret" tabindex={0}>
            {url}
          </code>
        </p>
      </div>
    </CourseLayout>
  );
}
