// The page that a platform opens at the one-time address, in a frame of its own page or in a window:
// what is registered, the end, or what failed. Nothing in it belongs to a session.

import type { AppContext } from "../../http/environment.ts";
import { JsonScript } from "../../ui/json-script.tsx";
import { FrameLayout } from "../frame-layout.tsx";
import { SCOPES } from "./describe-tool.ts";
import type { RegistrationError } from "./errors.ts";
import type { Invitation } from "./invitations.ts";
import { nameFamily } from "./name-family.ts";
import type { PlatformConfiguration, Start } from "./read-configuration.ts";

/** What an island sends when the registration has ended. */
const CLOSE = "org.imsglobal.lti.close";

interface AskProps {
  c: AppContext;
  secret: string;
  start: Start;
  /** The origin of the page around the frame; "" if the browser does not say it. */
  around: string;
  invitation: Invitation;
  configuration: PlatformConfiguration;
  /** Of what the page shows. */
  seen: string;
  /** The platform says something else than before. */
  hasChanged?: boolean;
}

export function RegisterPage(props: AskProps) {
  const { c, secret, start, around, invitation, configuration, seen, hasChanged } = props;
  const t = c.get("t");
  return (
    <FrameLayout c={c} title={t("ltiRegistration.page.title")}>
      <div class="narrow">
        <h1>{t("ltiRegistration.page.title")}</h1>
        {hasChanged === true && (
          <p class="notice warn" role="alert">
            {t("ltiRegistration.page.changed")}
          </p>
        )}
        <p>{t("ltiRegistration.page.intro", { name: invitation.name })}</p>
        <dl class="tool-values">
          <Fact name={t("ltiRegistration.name")} value={invitation.name} />
          <Fact
            name={t("ltiRegistration.page.product")}
            value={describeProduct(c, configuration)}
          />
          <Fact name={t("ltiRegistration.field.issuer")} value={configuration.issuer} />
          <Fact
            name={t("ltiRegistration.page.host")}
            value={new URL(configuration.registrationUrl).host}
          />
          <Fact name={t("ltiRegistration.page.offers")} value={listServices(c, configuration)} />
        </dl>
        <form method="post" action={`/lti/register/${secret}`}>
          <input type="hidden" name="openid_configuration" value={start.configuration} />
          <input type="hidden" name="registration_token" value={start.token} />
          <input type="hidden" name="around" value={around} />
          <input type="hidden" name="seen" value={seen} />
          <p class="actions">
            <button class="primary" type="submit">
              {t("ltiRegistration.page.button")}
            </button>
          </p>
        </form>
      </div>
    </FrameLayout>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function describeProduct(
  c: AppContext,
  { family, product, version, account }: PlatformConfiguration,
): string {
  const t = c.get("t");
  const name = family === "other" && product !== "" ? product : nameFamily(t, family);
  return [`${name} ${version}`.trim(), account].filter((part) => part !== "").join(" · ");
}

function listServices(c: AppContext, { scopes, hasDeepLinking }: PlatformConfiguration): string {
  const t = c.get("t");
  const offered = [
    t("ltiRegistration.page.service.launch"),
    ...(hasDeepLinking ? [t("ltiRegistration.page.service.deepLinking")] : []),
    ...(scopes.includes(SCOPES.scores) ? [t("ltiRegistration.page.service.scores")] : []),
    ...(scopes.includes(SCOPES.roster) ? [t("ltiRegistration.page.service.roster")] : []),
  ];
  return new Intl.ListFormat(c.get("language"), { type: "conjunction" }).format(offered);
}

/** Tells the platform's page that it may go on. */
export function RegisteredPage({
  c,
  invitation,
  configuration,
}: Pick<AskProps, "c" | "invitation" | "configuration">) {
  const t = c.get("t");
  const { family } = configuration;
  const next = family === "canvas" || family === "moodle" ? family : "other";
  return (
    <FrameLayout c={c} title={t("ltiRegistration.page.done.title")} islands={["close-frame"]}>
      <div class="narrow">
        <h1>{t("ltiRegistration.page.done.title")}</h1>
        <p role="status">{t("ltiRegistration.page.done.text", { name: invitation.name })}</p>
        <p>{t(`ltiRegistration.page.done.${next}`)}</p>
        <JsonScript id="close-frame" data={{ message: { subject: CLOSE } }} />
      </div>
    </FrameLayout>
  );
}

export function FailurePage({ c, error }: { c: AppContext; error: RegistrationError }) {
  const t = c.get("t");
  const { failure, detail } = error;
  return (
    <FrameLayout c={c} title={t("ltiRegistration.page.failed.title")}>
      <div class="narrow">
        <h1>{t("ltiRegistration.page.failed.title")}</h1>
        <p role="alert">{t(`ltiRegistration.page.failure.${failure}`)}</p>
        {detail !== "" && (
          <p class="muted">
            {t("ltiRegistration.page.failed.detail")} <code>{detail}</code>
          </p>
        )}
        {!["unknown", "used", "expired"].includes(failure) && (
          <p>{t("ltiRegistration.page.failed.again")}</p>
        )}
      </div>
    </FrameLayout>
  );
}
