// The fields of a registration's forms.

import type { LtiFamily } from "../../db/lti-schema.ts";
import type { AppContext } from "../../http/environment.ts";
import { Field } from "../../ui/field.tsx";
import { CANVAS_CLOUDS } from "./fill-addresses.ts";
import {
  MAX_ID_LENGTH,
  MAX_NAME_LENGTH,
  OWN_CANVAS,
  type PlatformErrors,
  type PlatformField as FieldName,
  type PlatformTexts,
} from "./read-platform-form.ts";
import { MAX_ADDRESS_LENGTH } from "./platform-address.ts";

interface FieldProps {
  c: AppContext;
  family: LtiFamily;
  texts: Partial<PlatformTexts> | undefined;
  errors: PlatformErrors;
  /** The first one with an error. */
  first: FieldName | undefined;
}

const REQUIRED: ReadonlySet<FieldName> = new Set([
  "name",
  "root",
  "toolId",
  "authorizationUrl",
  "tokenUrl",
  "jwksUrl",
  "clientId",
]);
const IDS: ReadonlySet<FieldName> = new Set(["clientId", "deploymentId", "tokenAudience"]);

export function PlatformField({
  c,
  family,
  name,
  texts,
  errors,
  first,
}: FieldProps & { name: Exclude<FieldName, "cloud"> }) {
  const t = c.get("t");
  const isOwnCanvas = family === "canvas" && (name === "root" || name === "issuer");
  return (
    <Field
      t={t}
      name={name}
      label={t(`ltiRegistration.field.${name}`)}
      hint={t(isOwnCanvas ? `ltiRegistration.canvasHint.${name}` : `ltiRegistration.hint.${name}`)}
      value={texts?.[name] ?? ""}
      error={errors[name]}
      required={REQUIRED.has(name) && !isOwnCanvas}
      maxlength={chooseLength(name)}
      autocomplete="off"
      autofocus={first === name}
    />
  );
}

function chooseLength(name: FieldName): number {
  if (name === "name") return MAX_NAME_LENGTH;
  return IDS.has(name) ? MAX_ID_LENGTH : MAX_ADDRESS_LENGTH;
}

/** Which Canvas: one of the clouds, or a server of one's own. */
export function CloudField(props: FieldProps) {
  const { c, texts, errors } = props;
  const t = c.get("t");
  const chosen = texts?.cloud ?? "production";
  return (
    <fieldset class="cloud-choice">
      <legend>{t("ltiRegistration.field.cloud")}</legend>
      {errors.cloud !== undefined && (
        <p class="error" role="alert">
          {t(errors.cloud.key, errors.cloud.params)}
        </p>
      )}
      {[...CANVAS_CLOUDS, OWN_CANVAS].map((cloud) => (
        <label class="check">
          <input type="radio" name="cloud" value={cloud} checked={cloud === chosen} />{" "}
          {t(`ltiRegistration.cloud.${cloud}`)}
        </label>
      ))}
      <PlatformField {...props} name="root" />
      <PlatformField {...props} name="issuer" />
    </fieldset>
  );
}

export function AcceptsField({ c, isChecked }: { c: AppContext; isChecked: boolean }) {
  const t = c.get("t");
  return (
    <div class="field">
      <label class="check">
        <input
          type="checkbox"
          name="acceptsDeployments"
          checked={isChecked}
          aria-describedby="accepts-hint"
        />{" "}
        {t("ltiRegistration.accepts")}
      </label>
      <p class="hint" id="accepts-hint">
        {t("ltiRegistration.acceptsHint")}
      </p>
    </div>
  );
}
