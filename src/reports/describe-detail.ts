// Words the detail of a message about a pack's programs: why one failed, and at which input.

import { hasWords, type Translate } from "../i18n/index.ts";

type Params = Record<string, string | number>;

/** Text without a code is quoted: an error, or the detail in a report of an earlier version. */
export function describeDetail(t: Translate, params: Params): string {
  const { why, detail = "", input } = params;
  const words = describeWhy(t, String(why), String(detail));
  return input === undefined ? words : t("judge.at", { words, input });
}

function describeWhy(t: Translate, why: string, detail: string): string {
  const key = `judge.why.${why}`;
  if (hasWords(key)) return t(key, { detail });
  const verdict = `verdict.${why}`;
  return hasWords(verdict) ? t(verdict) : detail;
}
