// Registers a platform by hand: what to enter there, then what it answers with.

import type { LtiFamily } from "../../db/lti-schema.ts";
import type { AppContext } from "../../http/environment.ts";
import { chooseFirstError } from "../../ui/field.tsx";
import { Layout } from "../../ui/layout.tsx";
import { titleRegistration } from "./name-family.ts";
import { acceptsByDefault } from "./register-at-platform.ts";
import { AcceptsField, CloudField, PlatformField } from "./platform-fields.tsx";
import {
  PLATFORM_FIELDS,
  type PlatformErrors,
  type PlatformField as FieldName,
  type PlatformTexts,
} from "./read-platform-form.ts";
import { ToolValuesView } from "./tool-values-view.tsx";

export interface NewPlatformProps {
  c: AppContext;
  family: LtiFamily;
  texts?: PlatformTexts;
  errors?: PlatformErrors;
  /** The registration that has this issuer and client id. */
  knownId?: string;
}

/** What each family's administrators see. */
const FIELDS: Record<LtiFamily, Exclude<FieldName, "cloud">[]> = {
  canvas: ["clientId", "deploymentId"],
  moodle: ["root", "clientId", "deploymentId"],
  blackboard: ["clientId", "deploymentId"],
  sakai: ["root", "toolId", "clientId", "deploymentId"],
  other: [
    "issuer",
    "clientId",
    "deploymentId",
    "authorizationUrl",
    "tokenUrl",
    "jwksUrl",
    "tokenAudience",
  ],
};

export function NewPlatformPage({ c, family, texts, errors = {}, knownId }: NewPlatformProps) {
  const t = c.get("t");
  const title = titleRegistration(t, family);
  const common = { c, family, texts, errors, first: chooseFirstError(PLATFORM_FIELDS, errors) };
  return (
    <Layout c={c} title={title}>
      <div class="narrow">
        <h1>{title}</h1>
        <h2 id="there">{t("ltiRegistration.byHand.there")}</h2>
        <p>{t(`ltiRegistration.steps.${family}`)}</p>
        <ToolValuesView c={c} family={family} />
        <h2 id="here">{t("ltiRegistration.byHand.here")}</h2>
        {knownId !== undefined && (
          <p class="notice bad" role="alert">
            {t("ltiRegistration.error.known")}{" "}
            <a href={`/manage/platforms/${knownId}`}>{t("ltiRegistration.error.openKnown")}</a>
          </p>
        )}
        <form
          method="post"
          action={`/manage/platforms/new/${family}`}
          class="account-form"
          novalidate
        >
          <PlatformField {...common} name="name" />
          {family === "canvas" && <CloudField {...common} />}
          {FIELDS[family].map((name) => (
            <PlatformField {...common} name={name} />
          ))}
          <AcceptsField c={c} isChecked={texts?.acceptsDeployments ?? acceptsByDefault(family)} />
          <p class="actions">
            <button class="primary" type="submit">
              {t("ltiRegistration.byHand.save")}
            </button>
            <a class="button" href="/manage/platforms">
              {t("ltiRegistration.cancel")}
            </a>
          </p>
        </form>
      </div>
    </Layout>
  );
}
