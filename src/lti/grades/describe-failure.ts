// Why a score did not reach a platform, and what to do about it.

import type { Translate } from "../../i18n/index.ts";

/** By code, as `lti_scores.error` and the log store it. */
const WORDS = {
  unreachable: "unreachable",
  redirect: "redirect",
  size: "garbage",
  garbage: "garbage",
  token: "token",
  internal: "internal",
  lineItemMissing: "columnMissing",
  lineItemScope: "columnScope",
  noLineItems: "noColumns",
  scoreScope: "scoreScope",
  "400": "refused",
  "401": "access",
  "403": "access",
  "404": "notFound",
  "409": "later",
  "422": "person",
  "429": "tooMany",
} as const;

export function describeFailure(t: Translate, code: string): string {
  if (isWorded(code)) return t(`ltiGrades.failure.${WORDS[code]}`, { code });
  return t(/^5\d\d$/.test(code) ? "ltiGrades.failure.broken" : "ltiGrades.failure.other", { code });
}

function isWorded(code: string): code is keyof typeof WORDS {
  return Object.hasOwn(WORDS, code);
}
