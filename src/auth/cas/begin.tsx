// Leads a browser to the CAS server's sign-in page, to sign in or to connect an identity.

import type { AppContext } from "../../http/environment.ts";
import type { AccountServices } from "../account-services.ts";
import { ProviderPage } from "../sign-in-page.tsx";
import type { CasSettings } from "./describe-person.ts";
import { type Begun, beginSignIn } from "./sign-in-state.ts";

export const CAS_RETURN_PATH = "/sign-in/cas/return";

/**
 * The address that the server returns to. It binds its ticket to this text, so it must be the same
 * when the ticket is validated.
 */
export function formatService(c: AppContext, state: string): string {
  return c.get("site").full(`${CAS_RETURN_PATH}?${new URLSearchParams({ state }).toString()}`);
}

export function leadToCas(
  { db }: Pick<AccountServices, "db">,
  c: AppContext,
  settings: CasSettings,
  values: Begun,
) {
  const service = formatService(c, beginSignIn(db, c, values));
  const url = `${settings.url}/login?${new URLSearchParams({ service }).toString()}`;
  // Not a redirect: see signInWithProvider in auth/routes.tsx.
  c.header("refresh", `0; url=${url}`);
  return c.html(<ProviderPage c={c} name={settings.name} url={url} />);
}
