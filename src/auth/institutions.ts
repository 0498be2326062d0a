// The institution's ways to sign in, as the settings name them, and the names of connected
// identities.

import type { Config } from "../config.ts";
import type { Translate } from "../i18n/index.ts";
import { OIDC_PROVIDER } from "./better-auth.ts";

export interface Institution {
  kind: "oidc" | "cas";
  /** On the button. */
  name: string;
  /** The form's address. */
  action: string;
}

export function listInstitutions({ oidc, cas }: Pick<Config, "oidc" | "cas">): Institution[] {
  return [
    ...(oidc === undefined
      ? []
      : [{ kind: "oidc", name: oidc.name, action: "/sign-in/provider" } as const]),
    ...(cas === undefined
      ? []
      : [{ kind: "cas", name: cas.name, action: "/sign-in/cas" } as const]),
  ];
}

/** The names of all of them, for a sentence. */
export function nameInstitutions(config: Pick<Config, "oidc" | "cas">, t: Translate): string {
  const [first, second] = listInstitutions(config).map(({ name }) => name);
  if (first === undefined) return t("account.signIns.institution");
  return second === undefined ? first : t("institution.either", { first, second });
}

/** The provider of the CAS server at this address, as in `accounts`. */
export function nameCasProvider(url: string): string {
  return `cas:${url}`;
}

/** `provider`: as in `accounts`. */
export function nameIdentity(
  { oidc, cas }: Pick<Config, "oidc" | "cas">,
  provider: string,
  t: Translate,
): string {
  if (provider === OIDC_PROVIDER) return oidc?.name ?? t("account.signIns.institution");
  if (cas !== undefined && provider === nameCasProvider(cas.url)) return cas.name;
  // The server of an earlier setting.
  const url = /^cas:(.+)$/.exec(provider)?.[1];
  if (url !== undefined && URL.canParse(url)) return `CAS (${new URL(url).host})`;
  return provider.startsWith("lti:") ? t("institution.platform") : provider;
}
