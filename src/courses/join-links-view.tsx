// A course's join links, with how much of each is used, and a form for a new one.

import type { AppContext } from "../http/environment.ts";
import { type FieldErrors, Field } from "../ui/field.tsx";
import { formatDate } from "../ui/format.ts";
import {
  type JoinLink,
  MAX_JOIN_DAYS,
  MAX_JOIN_USES,
  computeLinkState,
} from "../membership/join-links.ts";
import type { CourseView } from "../membership/course-view.ts";

interface JoinLinksProps {
  c: AppContext;
  course: CourseView;
  links: JoinLink[];
  errors?: FieldErrors<"uses" | "days">;
}

export function JoinLinks({ c, course, links, errors = {} }: JoinLinksProps) {
  const t = c.get("t");
  const isOver = course.archivedAt !== null;
  return (
    <section aria-labelledby="links">
      <h2 id="links">{t("manage.links.title")}</h2>
      <p class="muted">{t(isOver ? "people.linksOver" : "manage.links.intro")}</p>
      <ul class="rows">
        {links.map((link) => (
          <LinkRow c={c} course={course} link={link} />
        ))}
      </ul>
      {!isOver && <NewLinkForm c={c} course={course} errors={errors} />}
    </section>
  );
}

function NewLinkForm({ c, course, errors }: Required<Omit<JoinLinksProps, "links">>) {
  const t = c.get("t");
  return (
    <form
      method="post"
      action={`/courses/${course.id}/links#links`}
      class="account-form inline"
      novalidate
    >
      <Field
        t={t}
        name="uses"
        label={t("manage.links.maxUses")}
        hint={t("manage.links.optional")}
        type="number"
        min={1}
        max={MAX_JOIN_USES}
        error={errors.uses}
        autofocus={errors.uses !== undefined}
      />
      <Field
        t={t}
        name="days"
        label={t("manage.links.days")}
        hint={t("manage.links.optional")}
        type="number"
        min={1}
        max={MAX_JOIN_DAYS}
        error={errors.days}
        autofocus={errors.uses === undefined && errors.days !== undefined}
      />
      <p class="actions">
        <button type="submit">{t("manage.links.make")}</button>
      </p>
    </form>
  );
}

function LinkRow({ c, course, link }: Pick<JoinLinksProps, "c" | "course"> & { link: JoinLink }) {
  const t = c.get("t");
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  const site = c.get("site");
  const state = computeLinkState(link);
  const isOver = course.archivedAt !== null;
  return (
    <li>
      <div>
        {state === "open" && !isOver ? (
          <code class="secret" tabindex={0}>
            {site.full(`/join/${link.code}`)}
          </code>
        ) : (
          <code class="muted">{site.link(`/join/${link.code}`)}</code>
        )}
        {state !== "open" && (
          <>
            {" "}
            <span class="badge">{t(`manage.links.${state}`)}</span>
          </>
        )}
        <div class="muted">
          {[
            link.maxUses === null
              ? t("manage.links.uses", { count: link.uses })
              : t("manage.links.usesOf", { uses: link.uses, max: link.maxUses }),
            link.expiresAt === null
              ? t("manage.links.forever")
              : t("manage.links.until", { date: date(link.expiresAt) }),
          ].join(" · ")}
        </div>
      </div>
      {state !== "revoked" && !isOver && (
        <form method="post" action={`/courses/${course.id}/links/${link.id}/revoke`}>
          <button type="submit" aria-label={t("manage.links.revokeOne", { code: link.code })}>
            {t("manage.links.revoke")}
          </button>
        </form>
      )}
    </li>
  );
}
