// Words shared by the pages of regrades: the versions of a regrade, and its state.

import type { Translate } from "../i18n/index.ts";
import { shortenHash } from "../reports/shorten-hash.ts";
import type { Regrade, RegradeState } from "./queries.ts";

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
