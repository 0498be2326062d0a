// The JSX runtime that the compiler uses (tsconfig.json: jsxImportSource "#jsx"). It is Hono's,
// except for attributes with an address: a path of the site becomes its full address. So a page
// writes href="/courses", and cannot forget the base of GRADUS_URL.

import type { JSXNode } from "hono/jsx";
import { Fragment, type JSX, jsx as hono } from "hono/jsx/jsx-runtime";
import { useSite } from "../site-context.ts";

/** The attributes of HTML, and those in which an island finds the addresses that it requests. */
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

/**
 * Computed when the element is rendered, not when it is created, because only then is the site's
 * address known.
 */
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
