// The address that a request comes from. What a proxy says of it counts only where the proxy is one that the operator trusts.

import { BlockList, isIP, isIPv6 } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { AppContext } from "./environment.ts";

export type AddressReader = (c: AppContext) => string;

export class ProxyListError extends Error {}

/** `trusted`: addresses and ranges ("10.0.0.0/8"). Throws `ProxyListError` for anything else. */
export function createAddressReader(trusted: string[]): AddressReader {
  const proxies = new BlockList();
  for (const entry of trusted) {
    const [address = "", prefix] = entry.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    const bits = prefix === undefined ? (family === "ipv6" ? 128 : 32) : Number(prefix);
    if (isIP(address) === 0 || !Number.isInteger(bits) || bits < 0 || bits > (family === "ipv6" ? 128 : 32)) throw new ProxyListError(entry);
    proxies.addSubnet(address, bits, family);
  }
  const isTrusted = (address: string) => isIP(address) !== 0 && proxies.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  return (c) => {
    let address = plain(connectionAddress(c));
    // From the nearest proxy outwards: each name on the list was written by the one before, so it counts as long as that one is trusted.
    const forwarded = (c.req.header("x-forwarded-for") ?? "").split(",").map((part) => plain(part.trim())).filter((part) => isIP(part) !== 0);
    while (isTrusted(address) && forwarded.length > 0) address = forwarded.pop()!;
    return address;
  };
}

/** In tests a request comes from no connection. */
export function connectionAddress(c: AppContext): string {
  try {
    return getConnInfo(c).remote.address ?? "";
  } catch {
    return "";
  }
}

/** ::ffff:10.0.0.1 is 10.0.0.1. */
function plain(address: string): string {
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}
