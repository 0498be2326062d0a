// A course as those in it see it; its staff also see who else is in it, and its join links.

import type { AppContext } from "../http/environment.ts";
import { type Faults, Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import { CourseLayout } from "./course-layout.tsx";
import { type JoinLink, MAX_JOIN_DAYS, MAX_JOIN_USES, stateOfLink } from "./join-links.ts";
import type { CourseView, Participant } from "./queries.ts";

interface CoursePageProps {
  c: AppContext;
  course: CourseView;
  /** Empty for those who may not see them. */
  links: JoinLink[];
  participants: Participant[];
  /** In front of each link's path. */
  origin: string;
  hasJoined?: boolean;
  faults?: Faults<"uses" | "days">;
}

export function CoursePage(props: CoursePageProps) {
  const { c, course, participants, hasJoined = false } = props;
  const t = c.get("t");
  return (
    <CourseLayout c={c} course={course} title={course.title}>
      <h1>{course.title}</h1>
      {hasJoined && <p class="notice good" role="status">{t("account.join.done", { course: course.title })}</p>}
      <p><a class="button primary" href="/">{t("account.join.toExercises")}</a></p>
      {course.canInvite && <Links {...props} />}
      {course.isStaff && (
        <section aria-labelledby="participants">
          <h2 id="participants">{t("manage.course.participants", { count: participants.length })}</h2>
          {participants.length > 0 && (
            <div class="table-scroll" tabindex={0} role="group" aria-labelledby="participants">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{t("manage.people.name")}</th>
                    <th scope="col">{t("account.username")}</th>
                    <th scope="col">{t("account.email")}</th>
                    <th scope="col">{t("manage.course.role")}</th>
                    <th scope="col">{t("manage.course.joined")}</th>
                  </tr>
                </thead>
                <tbody>
                  {participants.map(({ name, username, email, role, joinedAt }) => (
                    <tr>
                      <th scope="row">{name}</th>
                      <td>{username ?? "–"}</td>
                      <td>{email ?? "–"}</td>
                      <td>{t(`manage.role.${role}`)}</td>
                      <td><time datetime={joinedAt.toISOString()}>{formatDate(joinedAt, c.get("language"), c.get("timeZone"))}</time></td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </section>
      )}
    </CourseLayout>
  );
}

function Links({ c, course, links, origin, faults = {} }: CoursePageProps) {
  const t = c.get("t");
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  return (
    <section aria-labelledby="links">
      <h2 id="links">{t("manage.links.title")}</h2>
      <p class="muted">{t("manage.links.intro")}</p>
      <ul class="rows">
        {links.map((link) => {
          const state = stateOfLink(link);
          return (
            <li>
              <div>
                {state === "open" ? <code class="secret" tabindex={0}>{`${origin}/join/${link.code}`}</code> : <><code class="muted">{`/join/${link.code}`}</code> <span class="badge">{t(`manage.links.${state}`)}</span></>}
                <div class="muted">
                  {[
                    link.maxUses === null ? t("manage.links.uses", { count: link.uses }) : t("manage.links.usesOf", { uses: link.uses, max: link.maxUses }),
                    link.expiresAt === null ? t("manage.links.forever") : t("manage.links.until", { date: date(link.expiresAt) }),
                  ].join(" · ")}
                </div>
              </div>
              {state !== "revoked" && <form method="post" action={`/courses/${course.id}/links/${link.id}/revoke`}><button type="submit" aria-label={t("manage.links.revokeOne", { code: link.code })}>{t("manage.links.revoke")}</button></form>}
            </li>
          );
        })}
      </ul>
      <form method="post" action={`/courses/${course.id}/links`} class="account-form inline" novalidate>
        <Field t={t} name="uses" label={t("manage.links.maxUses")} hint={t("manage.links.optional")} type="number" min={1} max={MAX_JOIN_USES} fault={faults.uses} autofocus={faults.uses !== undefined} />
        <Field t={t} name="days" label={t("manage.links.days")} hint={t("manage.links.optional")} type="number" min={1} max={MAX_JOIN_DAYS} fault={faults.days} autofocus={faults.uses === undefined && faults.days !== undefined} />
        <p class="actions"><button type="submit">{t("manage.links.make")}</button></p>
      </form>
    </section>
  );
}
