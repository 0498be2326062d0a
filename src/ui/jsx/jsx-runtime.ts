// What the compiler calls for each element (tsconfig.json: jsxImportSource "#jsx"). It is Hono's
// own, but for attributes that hold an address: a path of the site is written there as the address
// that it has in a browser. So a page says href="/courses", and no page can forget the base of
// GRADUS_URL.

import type { JSXNode } from "hono/jsx";
import { Fragment, type JSX, jsx as hono } from "hono/jsx/jsx-runtime";
import { useSite } from "../site-context.ts";

/** Those of HTML, and those of ours in which an island looks for what it fetches. */
export const ADDRESS_ATTRIBUTES = ["href", "src", "action", "formaction", "data-address"];

type Props = Record<string, unknown>;
interface AddressedProps {
  tag: string;
  props: Props;
}

export function jsx(tag: string | Function, props: Props, key?: string): JSXNode {
  if (typeof tag === "string" && ADDRESS_ATTRIBUTES.some((name) => isSitePath(props[name])))
    return hono(Addressed, { tag, props }, key);
  return hono(tag, props, key);
}

/** Drawn when the element is, not when it is made: only then is it known where the site is. */
function Addressed({ tag, props }: AddressedProps): JSXNode {
  const site = useSite();
  const addresses = ADDRESS_ATTRIBUTES.flatMap((name) => {
    const value = props[name];
    return isSitePath(value) ? [[name, site.link(value)]] : [];
  });
  return hono(tag, { ...props, ...Object.fromEntries(addresses) });
}

function isSitePath(value: unknown): value is string {
  return typeof value === "string" && value.startsWith("/");
}

export { Fragment, type JSX, jsx as jsxDEV, jsx as jsxs };
