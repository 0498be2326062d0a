// The address that a request comes from. What a proxy says of it counts only if the operator trusts
// that proxy.
//
// X-Forwarded-For is a list that each proxy adds to on the right: the address that it was called
// from, in the node form of RFC 7239 (section 6): an IPv4 address, or an IPv6 address, which needs
// brackets if a port follows.

import { isIPv6 } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import { type Address, parseAddress, parseRange } from "../ip-address.ts";
import type { AppContext } from "./environment.ts";

export type AddressReader = (c: AppContext) => string;

export class ProxyListError extends Error {}

/** `trusted`: addresses and ranges ("10.0.0.0/8"). Throws `ProxyListError` for anything else. */
export function createAddressReader(trusted: string[]): AddressReader {
  const ranges = trusted.map((entry) => {
    const range = parseRange(entry);
    if (range === undefined) throw new ProxyListError(entry);
    return range;
  });
  const isTrusted = (address: Address) =>
    ranges.some(
      ([network, bits]) => network.kind() === address.kind() && address.match(network, bits),
    );
  return (c) => {
    const connection = connectionAddress(c);
    let address = parseAddress(connection);
    if (address === undefined) return connection;
    // From the nearest proxy outwards: each entry was written by the one before, so it counts while
    // that one is trusted. What cannot be read says that something before it is unknown, so
    // everything before it is.
    const entries = (c.req.header("x-forwarded-for") ?? "").split(",");
    while (entries.length > 0 && isTrusted(address)) {
      const next = readNode(entries.pop()!.trim());
      if (next === undefined) break;
      address = next;
    }
    return address.toString();
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

const BRACKETED = /^\[([^\]]*)\](?::(\d{1,5}))?$/;
const WITH_PORT = /^([\d.]+)(?::(\d{1,5}))?$/;
const MAX_PORT = 65_535;

/**
 * "203.0.113.9:51234"; undefined for "unknown", quoted and obfuscated nodes, and whatever is
 * broken.
 */
function readNode(text: string): Address | undefined {
  const [, host = text, port = "0"] = BRACKETED.exec(text) ?? WITH_PORT.exec(text) ?? [];
  if (Number(port) > MAX_PORT || host.includes("%")) return undefined;
  // Only IPv6 has brackets.
  return text.startsWith("[") && !isIPv6(host) ? undefined : parseAddress(host);
}
