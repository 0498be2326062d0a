// The site's address for the components below: provided by the page's frame (layout.tsx) and by
// `renderFragment`.

import { createContext, useContext } from "hono/jsx";
import type { SiteAddress } from "../site-address.ts";

export const SiteContext = createContext<SiteAddress | undefined>(undefined);

/** Throws if a component with an address is rendered outside a page. */
export function useSite(): SiteAddress {
  const site = useContext(SiteContext);
  if (site === undefined)
    throw new Error("an address is drawn outside of Layout and renderFragment");
  return site;
}
