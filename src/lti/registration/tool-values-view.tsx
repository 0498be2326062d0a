// What a platform asks from this site, to copy.

import type { Child } from "hono/jsx";
import type { LtiFamily } from "../../db/lti-schema.ts";
import type { AppContext } from "../../http/environment.ts";
import { describeForCanvas, listToolValues } from "./describe-tool.ts";

export function ToolValuesView({ c, family }: { c: AppContext; family: LtiFamily }) {
  const t = c.get("t");
  const values = listToolValues(c.get("site"), family);
  return (
    <>
      <dl class="tool-values">
        {(["login", "redirect", "target", "keys", "icon"] as const).map((name) => (
          <Value name={t(`ltiRegistration.value.${name}`)}>
            <Copied text={values[name]} />
          </Value>
        ))}
        {values.custom.length > 0 && (
          <Value name={t("ltiRegistration.value.custom")}>
            {values.custom.map((text) => (
              <Copied text={text} />
            ))}
          </Value>
        )}
        <Value name={t("ltiRegistration.value.customOfLink")}>
          <code>{values.customOfLink}</code> {t("ltiRegistration.value.customOfLinkNote")}
        </Value>
        <Value name={t("ltiRegistration.value.scopes")}>
          {values.scopes.map((text) => (
            <Copied text={text} />
          ))}
        </Value>
      </dl>
      {family === "canvas" && <CanvasJson c={c} />}
    </>
  );
}

function Value({ name, children }: { name: string; children: Child }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Copied({ text }: { text: string }) {
  return (
    <div>
      <code class="secret" tabindex={0}>
        {text}
      </code>
    </div>
  );
}

function CanvasJson({ c }: { c: AppContext }) {
  const t = c.get("t");
  return (
    <div class="field">
      <label for="canvas-json">{t("ltiRegistration.value.json")}</label>
      <textarea
        id="canvas-json"
        class="code"
        rows={10}
        readonly
        spellcheck={false}
        aria-describedby="canvas-json-hint"
      >
        {JSON.stringify(describeForCanvas(c.get("site"), t), null, 2)}
      </textarea>
      <p class="hint" id="canvas-json-hint">
        {t("ltiRegistration.value.jsonNote")}
      </p>
    </div>
  );
}
