// Which addresses are this machine's, and which belong to one customer.

import { isIPv6 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeAddressKey, isLoopback } from "../src/ip-address.ts";

describe("this machine", () => {
  test.each([
    "127.0.0.1",
    "127.1.2.3",
    "::1",
    "[::1]",
    "::ffff:127.0.0.1",
    "localhost",
    "a.localhost",
  ])("%s", (host) => expect(isLoopback(host)).toBe(true));

  test.each([
    "",
    "10.0.0.1",
    "0x7f.1",
    "127.1",
    "127.0.0.1.example.org",
    "localhost.example.org",
    "[::2]",
  ])("not %s", (host) => expect(isLoopback(host)).toBe(false));
});

describe("computeAddressKey", () => {
  test.each([
    ["198.51.100.4", "198.51.100.4"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2::9", "2001:db8:1:2"],
    ["2001:DB8:0001:2::", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["64:ff9b::192.0.2.33", "64:ff9b:0:0"],
    ["", ""],
  ])("%s is of %s", (address, key) => expect(computeAddressKey(address)).toBe(key));

  test("is the same for a whole network, and different for the next", () => {
    const group = fc.integer({ min: 0, max: 0xffff }).map((value) => value.toString(16));
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 4, maxLength: 4 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        (network, one, other) => {
          const of = (host: string[]) => [...network, ...host].join(":");
          // As a computer writes it, without the longest run of zeros.
          const short = new URL(`http://[${of(one)}]`).hostname.slice(1, -1);
          expect(isIPv6(short)).toBe(true);
          expect(computeAddressKey(short)).toBe(computeAddressKey(of(other)));
          const next = [
            ...network.slice(0, 3),
            (Number.parseInt(network[3]!, 16) ^ 1).toString(16),
          ];
          expect(computeAddressKey([...next, ...one].join(":"))).not.toBe(
            computeAddressKey(of(one)),
          );
        },
      ),
    );
  });
});
