// The names of platforms are the same in both languages.

import type { LtiFamily } from "../../db/lti-schema.ts";
import type { Translate } from "../../i18n/index.ts";

const NAMES: Record<Exclude<LtiFamily, "other">, string> = {
  canvas: "Canvas",
  moodle: "Moodle",
  blackboard: "Blackboard",
  sakai: "Sakai",
};

export function nameFamily(t: Translate, family: LtiFamily): string {
  return family === "other" ? t("ltiRegistration.otherFamily") : NAMES[family];
}

/** "Register Moodle". */
export function titleRegistration(t: Translate, family: LtiFamily): string {
  return family === "other"
    ? t("ltiRegistration.byHand.addOther")
    : t("ltiRegistration.byHand.add", { family: NAMES[family] });
}
