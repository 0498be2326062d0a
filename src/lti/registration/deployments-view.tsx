// The deployments of a registration, each with the button that accepts it or takes this back.

import type { AppContext } from "../../http/environment.ts";
import { formatDate } from "../../ui/format.ts";
import { Pager } from "../../ui/pager.tsx";
import type { LtiPlatform } from "../select-platform.ts";
import type { DeploymentView } from "./select-platforms.ts";

export interface DeploymentsProps {
  c: AppContext;
  platform: LtiPlatform;
  deployments: DeploymentView[];
  page: number;
  pages: number;
}

export function DeploymentsView(props: DeploymentsProps) {
  const { c, platform, deployments, page, pages } = props;
  const t = c.get("t");
  const address = (number: number) => `/manage/platforms/${platform.id}?page=${number}#deployments`;
  if (deployments.length === 0) return <p>{t("ltiRegistration.deployments.none")}</p>;
  return (
    <>
      <ul class="rows">
        {deployments.map((deployment) => (
          <DeploymentItem {...props} deployment={deployment} />
        ))}
      </ul>
      <Pager c={c} page={page} pages={pages} address={address} />
    </>
  );
}

function DeploymentItem({
  c,
  platform,
  deployment,
}: DeploymentsProps & { deployment: DeploymentView }) {
  const t = c.get("t");
  const { deploymentId, firstSeenAt, acceptedAt } = deployment;
  const isAccepted = acceptedAt !== null;
  const date = formatDate(firstSeenAt, c.get("language"), c.get("timeZone"));
  const key = isAccepted ? "takeBack" : "accept";
  return (
    <li>
      <div class="place">
        <code>{deploymentId}</code>{" "}
        <span class={isAccepted ? "badge good" : "badge warn"}>
          {t(`ltiRegistration.deployments.${isAccepted ? "accepted" : "waits"}`)}
        </span>
        <div class="muted">{t("ltiRegistration.deployments.since", { date })}</div>
      </div>
      {/* With the switch on, it would be accepted again at the next launch. */}
      {!(isAccepted && platform.acceptsDeployments) && (
        <form method="post" action={`/manage/platforms/${platform.id}/deployments`}>
          <input type="hidden" name="deployment" value={deploymentId} />
          <input type="hidden" name="accept" value={isAccepted ? "no" : "yes"} />
          <button
            type="submit"
            aria-label={t(`ltiRegistration.deployments.${key}One`, { id: deploymentId })}
          >
            {t(`ltiRegistration.deployments.${key}`)}
          </button>
        </form>
      )}
    </li>
  );
}
