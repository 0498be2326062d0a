// Manage → Learning platforms: the registrations, and both ways to add one.

import { LTI_FAMILIES } from "../../db/lti-schema.ts";
import type { AppContext } from "../../http/environment.ts";
import { Field, type FieldErrors } from "../../ui/field.tsx";
import { formatDate } from "../../ui/format.ts";
import { Layout } from "../../ui/layout.tsx";
import { type Invitation, INVITATION_HOURS } from "./invitations.ts";
import { nameFamily, titleRegistration } from "./name-family.ts";
import { MAX_NAME_LENGTH } from "./read-platform-form.ts";
import type { PlatformRow } from "./select-platforms.ts";

export interface PlatformsProps {
  c: AppContext;
  platforms: PlatformRow[];
  invitations: Invitation[];
  /** Just created, and shown only this once. */
  made?: { name: string; url: string };
  name?: string;
  errors?: FieldErrors<"name">;
}

export function PlatformsPage(props: PlatformsProps) {
  const { c, platforms } = props;
  const t = c.get("t");
  return (
    <Layout c={c} title={t("ltiRegistration.title")}>
      <div class="narrow">
        <h1>{t("ltiRegistration.title")}</h1>
        <p class="muted">{t("ltiRegistration.intro")}</p>
        {platforms.length === 0 ? (
          <p>{t("ltiRegistration.none")}</p>
        ) : (
          <ul class="rows">
            {platforms.map((platform) => (
              <PlatformItem c={c} platform={platform} />
            ))}
          </ul>
        )}
        <h2 id="dynamic">{t("ltiRegistration.dynamic.title")}</h2>
        <p>{t("ltiRegistration.dynamic.intro")}</p>
        <Invitations {...props} />
        <h2 id="by-hand">{t("ltiRegistration.byHand.title")}</h2>
        <p>{t("ltiRegistration.byHand.intro")}</p>
        <ul>
          {LTI_FAMILIES.map((family) => (
            <li>
              <a href={`/manage/platforms/new/${family}`}>{titleRegistration(t, family)}</a>
            </li>
          ))}
        </ul>
        <p>
          <a href="/manage">{t("site.manage")}</a>
        </p>
      </div>
    </Layout>
  );
}

function PlatformItem({ c, platform }: { c: AppContext; platform: PlatformRow }) {
  const t = c.get("t");
  const { id, name, family, issuer, clientId, removedAt, waiting, lastLaunchAt } = platform;
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  return (
    <li>
      <div>
        <a href={`/manage/platforms/${id}`}>{name}</a>{" "}
        <span class="badge">{nameFamily(t, family)}</span>{" "}
        {removedAt !== null && <span class="badge bad">{t("ltiRegistration.removed")}</span>}
        {removedAt === null && waiting > 0 && (
          <span class="badge warn">{t("ltiRegistration.waiting", { count: waiting })}</span>
        )}
        <div class="muted place">{t("ltiRegistration.identity", { issuer, clientId })}</div>
        <div class="muted">
          {lastLaunchAt === null
            ? t("ltiRegistration.noLaunch")
            : t("ltiRegistration.lastLaunch", { date: date(lastLaunchAt) })}{" "}
          · {t("ltiRegistration.courses", { count: platform.linkedCourses })}
        </div>
      </div>
    </li>
  );
}

function Invitations({ c, invitations, made, name = "", errors = {} }: PlatformsProps) {
  const t = c.get("t");
  const date = (value: Date) => formatDate(value, c.get("language"), c.get("timeZone"));
  return (
    <>
      {made !== undefined && (
        <div class="notice good" role="status">
          <p>{t("ltiRegistration.dynamic.made", { name: made.name, count: INVITATION_HOURS })}</p>
          <p>
            <code class="secret" tabindex={0}>
              {made.url}
            </code>
          </p>
        </div>
      )}
      <form
        method="post"
        action="/manage/platforms/invitations#dynamic"
        class="account-form"
        novalidate
      >
        <Field
          t={t}
          name="name"
          label={t("ltiRegistration.name")}
          hint={t("ltiRegistration.nameHint")}
          value={name}
          error={errors.name}
          required
          maxlength={MAX_NAME_LENGTH}
          autocomplete="off"
          autofocus={errors.name !== undefined}
        />
        <p class="actions">
          <button type="submit">{t("ltiRegistration.dynamic.make")}</button>
        </p>
      </form>
      {invitations.length > 0 && (
        <>
          <h3>{t("ltiRegistration.dynamic.open")}</h3>
          <ul class="rows">
            {invitations.map((invitation) => (
              <li>
                <div>
                  {invitation.name}{" "}
                  <span class="muted">
                    {t("ltiRegistration.dynamic.until", { date: date(invitation.expiresAt) })}
                  </span>
                </div>
                <form
                  method="post"
                  action={`/manage/platforms/invitations/${invitation.id}/withdraw#dynamic`}
                >
                  <button
                    type="submit"
                    aria-label={t("ltiRegistration.dynamic.withdrawOne", {
                      name: invitation.name,
                    })}
                  >
                    {t("ltiRegistration.dynamic.withdraw")}
                  </button>
                </form>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
