// One registration: its values, its deployments, the courses that are linked to it.

import type { AppContext } from "../../http/environment.ts";
import { formatDate } from "../../ui/format.ts";
import { Layout } from "../../ui/layout.tsx";
import type { LtiPlatform } from "../select-platform.ts";
import { type DeploymentsProps, DeploymentsView } from "./deployments-view.tsx";
import { nameFamily } from "./name-family.ts";
import { AcceptsField } from "./platform-fields.tsx";
import type { LinkedContext } from "./select-platforms.ts";
import { ToolValuesView } from "./tool-values-view.tsx";

export interface PlatformPageProps extends DeploymentsProps {
  contexts: LinkedContext[];
}

/** By the query's `done`. */
const DONE = ["added", "saved", "removed", "restored", "accepted", "takenBack"] as const;

export function PlatformPage(props: PlatformPageProps) {
  const { c, platform, contexts } = props;
  const t = c.get("t");
  const { id, name, family, removedAt } = platform;
  const done = DONE.find((word) => word === c.req.query("done"));
  return (
    <Layout c={c} title={name}>
      <div class="narrow">
        <h1>
          {name} <span class="badge">{nameFamily(t, family)}</span>
        </h1>
        {done !== undefined && (
          <p class="notice good" role="status">
            {t(`ltiRegistration.done.${done}`)}
          </p>
        )}
        {removedAt !== null && <RemovedNotice c={c} id={id} />}
        <PlatformFacts c={c} platform={platform} />
        <p class="actions">
          <a class="button" href={`/manage/platforms/${id}/edit`}>
            {t("ltiRegistration.edit")}
          </a>
          {removedAt === null && (
            <a class="button danger" href={`/manage/platforms/${id}/remove`}>
              {t("ltiRegistration.remove")}
            </a>
          )}
        </p>
        <h2 id="deployments">{t("ltiRegistration.deployments.title")}</h2>
        <p class="muted">{t("ltiRegistration.deployments.intro")}</p>
        <form method="post" action={`/manage/platforms/${id}/accepting`} class="account-form">
          <AcceptsField c={c} isChecked={platform.acceptsDeployments} />
          <p class="actions">
            <button type="submit">{t("ltiRegistration.save")}</button>
          </p>
        </form>
        <DeploymentsView {...props} />
        <h2 id="courses">{t("ltiRegistration.contexts.title")}</h2>
        <Contexts c={c} contexts={contexts} />
        <details class="tool-details">
          <summary>{t("ltiRegistration.byHand.there")}</summary>
          <ToolValuesView c={c} family={family} />
        </details>
        <p>
          <a href="/manage/platforms">{t("ltiRegistration.title")}</a>
        </p>
      </div>
    </Layout>
  );
}

function RemovedNotice({ c, id }: { c: AppContext; id: string }) {
  const t = c.get("t");
  return (
    <div class="notice warn">
      <p>{t("ltiRegistration.removedNote")}</p>
      <form method="post" action={`/manage/platforms/${id}/restore`}>
        <button type="submit">{t("ltiRegistration.restore")}</button>
      </form>
    </div>
  );
}

function PlatformFacts({ c, platform }: { c: AppContext; platform: LtiPlatform }) {
  const t = c.get("t");
  const since = formatDate(platform.createdAt, c.get("language"), c.get("timeZone"));
  return (
    <dl class="tool-values">
      {(
        ["issuer", "clientId", "authorizationUrl", "tokenUrl", "tokenAudience", "jwksUrl"] as const
      ).map((field) => (
        <div>
          <dt>{t(`ltiRegistration.field.${field}`)}</dt>
          <dd>
            {platform[field] === null ? (
              <span class="muted">{t("ltiRegistration.sameAsToken")}</span>
            ) : (
              <code>{platform[field]}</code>
            )}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t("ltiRegistration.since")}</dt>
        <dd>{since}</dd>
      </div>
    </dl>
  );
}

function Contexts({ c, contexts }: { c: AppContext; contexts: LinkedContext[] }) {
  const t = c.get("t");
  if (contexts.length === 0) return <p>{t("ltiRegistration.contexts.none")}</p>;
  return (
    <ul class="rows">
      {contexts.map(({ title, deploymentId, courseId, course }) => (
        <li>
          <div class="place">
            {title === "" ? t("lti.context.untitled") : title} →{" "}
            <a href={`/courses/${courseId}`}>{course}</a>
            <div class="muted">
              {t("ltiRegistration.deployments.id")} {deploymentId}
            </div>
          </div>
        </li>
      ))}
    </ul>
  );
}
