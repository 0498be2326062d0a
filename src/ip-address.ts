// IP addresses as text. ipaddr.js knows what they mean; Node decides what is one, since ipaddr.js
// reads "0x7f.1" too.

import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
/** A network, and how many bits of it count. */
export type Range = [Address, number];

/**
 * ::ffff:10.0.0.1 is 10.0.0.1. The zone of a link-local address (fe80::1%eth0) names our own
 * interface and is left out. undefined for what is no address.
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

/** An IPv6 network (/64) is one customer's, who has 2^64 addresses to come from. */
export function addressKey(address: string): string {
  const plain = address.split("%")[0]!;
  if (isIP(plain) !== 6) return plain;
  return ipaddr.IPv6.parse(plain)
    .parts.slice(0, 4)
    .map((group) => group.toString(16))
    .join(":");
}
