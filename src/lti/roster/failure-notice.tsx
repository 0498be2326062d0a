// Why a roster could not be read, and what to do.

import type { AppContext } from "../../http/environment.ts";
import type { WordKey } from "../../i18n/index.ts";

const OWN_WORDS = [
  "unreachable",
  "slow",
  "redirect",
  "size",
  "token",
  "filtered",
  "endless",
  "tooMany",
  "format",
  "elsewhere",
  "empty",
  "platformRemoved",
  "noService",
] as const;

/** `code`: of a `ServiceError`, or an HTTP status. */
function chooseWords(code: string): WordKey {
  const own = OWN_WORDS.find((one) => one === code);
  if (own !== undefined) return `ltiRoster.failed.${own}`;
  if (code === "401" || code === "403") return "ltiRoster.failed.refused";
  if (code === "404" || code === "410") return "ltiRoster.failed.missing";
  if (code === "429") return "ltiRoster.failed.busy";
  return code.startsWith("5") ? "ltiRoster.failed.server" : "ltiRoster.failed.format";
}

export function FailureNotice({ c, code }: { c: AppContext; code: string }) {
  const t = c.get("t");
  return (
    <div class="notice bad" role="alert">
      <p>
        <strong>{t("ltiRoster.failed.title")}</strong> {t(chooseWords(code))}
      </p>
      <p class="muted">{t("ltiRoster.failed.code", { code })}</p>
    </div>
  );
}
