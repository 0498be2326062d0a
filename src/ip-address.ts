// Parses IP addresses with ipaddr.js. Node decides whether a text is an address, because ipaddr.js
// also accepts "0x7f.1".

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** A network address and the length of its prefix in bits. */
export type Range = [Address, number];

/**
 * Returns ::ffff:10.0.0.1 as 10.0.0.1, and removes the zone of a link-local address (fe80::1%eth0),
 * which names an interface of this machine. undefined if the text is not an address.
 */
export function parseAddress(text: string): Address | undefined {
  const plain = text.split("%")[0]!;
  return isIP(plain) === 0 ? undefined : ipaddr.process(plain);
}

/** "10.0.0.0/8", or one address; undefined for anything else. */
export function parseRange(text: string): Range | undefined {
  const host = text.split("/")[0]!;
  if (isIP(host) === 0 || host.includes("%")) return undefined;
  const whole = isIP(host) === 4 ? 32 : 128;
  try {
    const [network, bits] = ipaddr.parseCIDR(text === host ? `${host}/${whole}` : text);
    if (!(network instanceof ipaddr.IPv6) || !network.isIPv4MappedAddress()) return [network, bits];
    return bits < 96 ? undefined : [network.toIPv4Address(), bits - 96];
  } catch {
    return undefined;
  }
}

/** "127.0.0.1", "[::1]", "localhost" */
export function isLoopback(host: string): boolean {
  const address = parseAddress(host.replaceAll(/[[\]]/g, ""));
  if (address === undefined) return /^(?:.+\.)?localhost$/.test(host);
  return address.range() === "loopback";
}

/**
 * The key under which an address is counted. For IPv6 it is the /64 network: one customer usually
 * has the whole network, with 2^64 addresses.
 */
export function computeAddressKey(address: string): string {
  const plain = address.split("%")[0]!;
  if (isIP(plain) !== 6) return plain;
  return ipaddr.IPv6.parse(plain)
    .parts.slice(0, 4)
    .map((group) => group.toString(16))
    .join(":");
}
