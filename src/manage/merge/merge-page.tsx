// The page that merges two accounts of one person: first the other account, then a preview of the
// changes and a password to confirm them.

import { MAX_EMAIL_LENGTH } from "../../auth/account-forms.ts";
import type { Confirmation } from "../../auth/confirm-action.ts";
import { ConfirmationField } from "../../auth/confirmation-field.tsx";
import type { AppContext } from "../../http/environment.ts";
import { type FieldError, Field } from "../../ui/field.tsx";
import { CheckedEmail, PersonFact, titleColumn } from "../../membership/person-columns.tsx";
import { ShownName } from "../../membership/shown-name-view.tsx";
import { Layout } from "../../ui/layout.tsx";
import { type MergePlan, type MergeSide, MOVED, type Seat } from "./plan-merge.ts";

export interface MergeProps {
  c: AppContext;
  from: { id: string; name: string };
  /** The username or address as typed. */
  login: string;
  plan?: MergePlan;
  confirmation: Confirmation;
  hasChanged?: boolean;
  errors?: { into?: FieldError; confirmation?: FieldError };
}

export function MergePage({
  c,
  from,
  login,
  plan,
  confirmation,
  hasChanged = false,
  errors = {},
}: MergeProps) {
  const t = c.get("t");
  const title = t("manage.merge.title", { name: from.name });
  const path = `/manage/people/${from.id}/merge`;
  return (
    <Layout c={c} title={title}>
      <div class="merge">
        <p>
          <a href="/manage#people">{t("manage.merge.back")}</a>
        </p>
        <h1>{title}</h1>
        <p>{t("manage.merge.intro")}</p>
        {hasChanged && (
          <p class="notice warn" role="alert">
            {t("manage.merge.changed")}
          </p>
        )}
        <form method="get" action={path} class="account-form">
          <Field
            t={t}
            name="into"
            label={t("manage.merge.into")}
            hint={t("manage.merge.intoHint")}
            value={login}
            error={errors.into}
            required
            maxlength={MAX_EMAIL_LENGTH}
            autocomplete="off"
            autofocus={errors.into !== undefined}
          />
          <p class="actions">
            <button type="submit" class={plan === undefined ? "primary" : ""}>
              {t("manage.merge.preview")}
            </button>
          </p>
        </form>
        {plan !== undefined && (
          <Preview
            c={c}
            plan={plan}
            path={path}
            login={login}
            confirmation={confirmation}
            error={errors.confirmation}
          />
        )}
      </div>
    </Layout>
  );
}

interface PreviewProps {
  c: AppContext;
  plan: MergePlan;
  path: string;
  login: string;
  confirmation: Confirmation;
  error: FieldError | undefined;
}

function Preview(props: PreviewProps) {
  const { c, plan } = props;
  const t = c.get("t");
  const { from, into, moved, shared } = plan;
  const conflicts = (
    ["renumbered", "bothExtended", "bothOverridden", "droppedDrafts"] as const
  ).filter((what) => plan[what] > 0);
  return (
    <section aria-labelledby="preview">
      <h2 id="preview">{t("manage.merge.previewTitle")}</h2>
      <Sides {...props} />
      <h3>{t("manage.merge.moves")}</h3>
      <ul>
        {MOVED.filter((what) => moved[what] > 0).map((what) => (
          <li>{t(`manage.merge.moved.${what}`, { count: moved[what] })}</li>
        ))}
      </ul>
      {from.hasPassword && into.hasPassword && <p>{t("manage.merge.passwords")}</p>}
      {conflicts.length > 0 && (
        <>
          <h3>{t("manage.merge.conflicts")}</h3>
          <ul>
            {conflicts.map((what) => (
              <li>{t(`manage.merge.conflict.${what}`, { count: plan[what] })}</li>
            ))}
          </ul>
        </>
      )}
      {shared.length > 0 && <SharedCourses {...props} />}
      {from.isSiteOwner ? (
        <p class="notice warn">{t("manage.merge.siteOwner")}</p>
      ) : (
        <ConfirmForm {...props} />
      )}
    </section>
  );
}

function Sides({ c, plan: { from, into } }: PreviewProps) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby="preview">
      <table>
        <thead>
          <tr>
            <td></td>
            <th scope="col">{t("manage.merge.goes")}</th>
            <th scope="col">{t("manage.merge.stays")}</th>
          </tr>
        </thead>
        <tbody>
          {SIDE_ROWS.map(({ column, show }) => (
            <tr>
              <th scope="row">{titleColumn(c.get("t"), column)}</th>
              <td>{show(c, from)}</td>
              <td>{show(c, into)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SharedCourses({ c, plan: { shared } }: PreviewProps) {
  const t = c.get("t");
  return (
    <div class="table-scroll" tabindex={0} role="group" aria-labelledby="shared">
      <h3 id="shared">{t("manage.merge.shared")}</h3>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("manage.merge.course")}</th>
            <th scope="col">{t("manage.merge.goes")}</th>
            <th scope="col">{t("manage.merge.stays")}</th>
            <th scope="col">{t("manage.merge.after")}</th>
          </tr>
        </thead>
        <tbody>
          {shared.map((course) => (
            <tr>
              <th scope="row">{course.title}</th>
              {[course.from, course.into, course.after].map((seat) => (
                <td>{describeSeat(c, seat)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ConfirmForm({ c, plan, path, login, confirmation, error }: PreviewProps) {
  const t = c.get("t");
  const { from, into } = plan;
  return (
    <form method="post" action={path} class="account-form" novalidate>
      <input type="hidden" name="into" value={login} />
      <input type="hidden" name="plan" value={plan.hash} />
      <p>{t("manage.merge.final", { from: from.name, into: into.name })}</p>
      <ConfirmationField t={t} confirmation={confirmation} error={error} />
      <p class="actions">
        <button class="danger" type="submit">
          {t("manage.merge.submit")}
        </button>
      </p>
    </form>
  );
}

const SIDE_ROWS = [
  {
    column: "name",
    show: (c: AppContext, { name }: MergeSide) => (
      <ShownName t={c.get("t")} person={{ name, ownName: null }} />
    ),
  },
  {
    column: "username",
    show: (c: AppContext, side: MergeSide) => <PersonFact c={c} person={side} column="username" />,
  },
  {
    column: "email",
    show: (c: AppContext, side: MergeSide) => <CheckedEmail c={c} person={side} />,
  },
  {
    column: "createdAt",
    show: (c: AppContext, side: MergeSide) => <PersonFact c={c} person={side} column="createdAt" />,
  },
] as const;

function describeSeat(c: AppContext, { role, section, rosterName }: Seat): string {
  return [c.get("t")(`manage.role.${role}`), section, rosterName]
    .filter((text) => text !== null)
    .join(" · ");
}
