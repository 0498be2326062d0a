// Finds the network address of a request. A proxy's header counts only if the operator trusts that
// proxy.
//
// X-Forwarded-For is a list. Each proxy adds to its right the address that called it, in the node
// form of RFC 7239 (section 6): an IPv4 address, or an IPv6 address, which needs brackets if a port
// follows.

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
    const connection = readConnectionAddress(c);
    let address = parseAddress(connection);
    if (address === undefined) return connection;
    // From the nearest proxy outwards: the proxy before has written each entry, so the entry counts
    // while that proxy is trusted. After an entry that cannot be parsed, everything further out is
    // unknown.
    const entries = (c.req.header("x-forwarded-for") ?? "").split(",");
    while (entries.length > 0 && isTrusted(address)) {
      const next = readNode(entries.pop()!.trim());
      if (next === undefined) break;
      address = next;
    }
    return address.toString();
  };
}

/** In tests, a request has no connection. */
export function readConnectionAddress(c: AppContext): string {
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
 * "203.0.113.9:51234"; undefined for "unknown", quoted and obfuscated nodes, and invalid entries.
 */
function readNode(text: string): Address | undefined {
  const [, host = text, port = "0"] = BRACKETED.exec(text) ?? WITH_PORT.exec(text) ?? [];
  if (Number(port) > MAX_PORT || host.includes("%")) return undefined;
  // Only IPv6 has brackets.
  return text.startsWith("[") && !isIPv6(host) ? undefined : parseAddress(host);
}
