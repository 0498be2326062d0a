// Why nothing could be published, in words.

import type { PublishFailure } from "../catalogue/publish-state.ts";
import type { Translate } from "../i18n/index.ts";
import { toOneLine } from "../reports/visible-text.ts";

export function describeFailure(t: Translate, cause: PublishFailure): string {
  return toOneLine(t(`publishFailure.${cause.code}`, { name: "name" in cause ? cause.name : "" }));
}

/** Whether Manage, Graders says more. */
export function isAboutWorkers(cause: PublishFailure): boolean {
  return "name" in cause;
}
