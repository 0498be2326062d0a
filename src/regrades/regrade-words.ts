// Words shared by the pages of regrades: versions by the first characters of their hashes, and the
// state of a regrade.

import type { Translate } from "../i18n/index.ts";
import type { Regrade, RegradeState } from "./queries.ts";

/** Enough to tell versions of one exercise apart; receipts on reports show the same. */
export function shortenHash(hash: string): string {
  return hash.slice(0, 8);
}

export function describeVersions(
  t: Translate,
  { fromHash, toHash }: Pick<Regrade, "fromHash" | "toHash">,
): string {
  return fromHash === toHash
    ? t("regrade.sameVersions", { to: shortenHash(toHash) })
    : t("regrade.versions", { from: shortenHash(fromHash), to: shortenHash(toHash) });
}

export function chooseStateClass(state: RegradeState): string {
  switch (state) {
    case "ready":
      return "warn";
    case "applied":
      return "good";
    case "stale":
      return "bad";
    default:
      return "";
  }
}
