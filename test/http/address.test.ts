// The address that counts: the connection's, or the one that a trusted proxy reports, from the
// nearest outwards.

import { isIP } from "node:net";
import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { createAddressReader, ProxyListError } from "../../src/http/address.ts";
import type { AppEnv } from "../../src/http/environment.ts";

async function read(trusted: string[], remoteAddress: string, forwarded?: string): Promise<string> {
  const addressOf = createAddressReader(trusted);
  const app = new Hono<AppEnv>().get("/", (c) => c.text(addressOf(c)));
  const answer = await app.request(
    "/",
    forwarded === undefined ? {} : { headers: { "x-forwarded-for": forwarded } },
    { incoming: { socket: { remoteAddress } } },
  );
  return answer.text();
}

describe("the address of a request", () => {
  test.each([
    ["the connection's, without a proxy", [], "198.51.100.1", undefined, "198.51.100.1"],
    [
      "the connection's, whatever a stranger claims",
      [],
      "198.51.100.1",
      "192.0.2.1",
      "198.51.100.1",
    ],
    [
      "the connection's, if another proxy is trusted",
      ["10.0.0.0/8"],
      "198.51.100.1",
      "192.0.2.1",
      "198.51.100.1",
    ],
    ["the one that a trusted proxy reports", ["10.0.0.0/8"], "10.1.2.3", "192.0.2.1", "192.0.2.1"],
    [
      "the last that a trusted proxy wrote, not one that came with the request",
      ["10.0.0.0/8"],
      "10.1.2.3",
      "6.6.6.6, 192.0.2.1",
      "192.0.2.1",
    ],
    [
      "past two trusted proxies",
      ["10.0.0.0/8", "172.16.0.1"],
      "10.1.2.3",
      "6.6.6.6, 192.0.2.1, 172.16.0.1",
      "192.0.2.1",
    ],
    ["a trusted one's own, if it reports none", ["10.0.0.0/8"], "10.1.2.3", undefined, "10.1.2.3"],
    ["none for an invalid address", ["10.0.0.0/8"], "10.1.2.3", "unknown, <script>", "10.1.2.3"],
    ["IPv4 inside IPv6", ["127.0.0.1"], "::ffff:127.0.0.1", "::ffff:192.0.2.1", "192.0.2.1"],
    ["IPv6", ["2001:db8::/32"], "2001:db8::1", "2001:db9::7", "2001:db9::7"],
    ["without its port", ["127.0.0.1"], "127.0.0.1", "203.0.113.9:51234", "203.0.113.9"],
    [
      "never the ones before an entry with a port",
      ["127.0.0.1"],
      "127.0.0.1",
      "6.6.6.6, 203.0.113.9:51234",
      "203.0.113.9",
    ],
    [
      "past a trusted proxy with a port",
      ["127.0.0.1", "10.0.0.0/8"],
      "127.0.0.1",
      "6.6.6.6, 203.0.113.9, 10.1.2.3:443",
      "203.0.113.9",
    ],
    [
      "IPv6 in brackets",
      ["127.0.0.1"],
      "127.0.0.1",
      "6.6.6.6, [2001:db8:1:2::5]",
      "2001:db8:1:2::5",
    ],
    [
      "IPv6 in brackets with a port",
      ["127.0.0.1"],
      "127.0.0.1",
      "6.6.6.6, [2001:DB8:1:2:0::5]:443",
      "2001:db8:1:2::5",
    ],
    [
      "IPv4 inside IPv6, however it is written",
      ["127.0.0.1"],
      "127.0.0.1",
      "::FFFF:cb00:7109",
      "203.0.113.9",
    ],
    [
      "IPv4 inside IPv6, of a trusted proxy",
      ["::ffff:10.0.0.0/104"],
      "::ffff:10.9.9.9",
      "192.0.2.1",
      "192.0.2.1",
    ],
    [
      "the last trusted one's, if the next cannot be read",
      ["127.0.0.1", "10.0.0.0/8"],
      "127.0.0.1",
      "192.0.2.1, unknown, 10.1.2.3",
      "10.1.2.3",
    ],
    [
      "without the zone of this machine's interface",
      ["fe80::1"],
      "fe80::1%eth0",
      "192.0.2.1",
      "192.0.2.1",
    ],
  ])("is %s", async (_, trusted, connection, forwarded, address) => {
    expect(await read(trusted, connection, forwarded)).toBe(address);
  });

  const UNREADABLE = [
    "",
    "unknown",
    "_hidden",
    '"203.0.113.9"',
    '"[2001:db8::1]:443"',
    "203.0.113.9:",
    "203.0.113.9:99999",
    "203.0.113.9:_x",
    "203.0.113.9:1:2",
    "[203.0.113.9]",
    "[203.0.113.9]:1",
    "[2001:db8::1",
    "2001:db8::1]:80",
    "[2001:db8::1]x",
    "[fe80::1%eth0]",
    "010.0.0.1",
    "0x7f.1",
    "10.1",
    "::1.2.3.4.5",
    "for=203.0.113.9",
  ];
  test.each(UNREADABLE)("is the last trusted one's, whatever is before %j", async (entry) => {
    expect(await read(["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", `6.6.6.6, ${entry}`)).toBe(
      "127.0.0.1",
    );
    expect(
      await read(["127.0.0.1", "10.0.0.0/8"], "127.0.0.1", `6.6.6.6, ${entry}, 10.1.2.3:80`),
    ).toBe("10.1.2.3");
  });

  const port = fc.option(fc.integer({ min: 0, max: 65_535 }), { nil: undefined });
  const node = fc.oneof(
    fc.tuple(fc.ipV4(), port).map(([ip, at]) => (at === undefined ? ip : `${ip}:${at}`)),
    fc.tuple(fc.ipV6(), port).map(([ip, at]) => (at === undefined ? ip : `[${ip}]:${at}`)),
  );
  const anything = fc.stringMatching(/^[0-9a-f.:[\]%"_, x]{0,40}$/);

  test("is the one that the nearest trusted proxy wrote, whatever the client sent before it", async () => {
    await fc.assert(
      fc.asyncProperty(anything, node, async (claimed, written) => {
        const alone = await read(["192.0.2.1"], "192.0.2.1", written);
        fc.pre(alone !== "192.0.2.1");
        expect(await read(["192.0.2.1"], "192.0.2.1", `${claimed}, ${written}`)).toBe(alone);
      }),
    );
  });

  test("is the same however it is written, and always an address", async () => {
    await fc.assert(
      fc.asyncProperty(
        anything,
        node,
        fc.integer({ min: 0, max: 65_535 }),
        async (claimed, written, at) => {
          const address = await read(["192.0.2.1"], "192.0.2.1", written);
          expect(isIP(address)).not.toBe(0);
          const again = address.includes(":")
            ? `[${address.toUpperCase()}]:${at}`
            : `${address}:${at}`;
          expect(await read(["192.0.2.1"], "192.0.2.1", again)).toBe(address);
          expect(isIP(await read(["192.0.2.1", "0.0.0.0/1"], "192.0.2.1", claimed))).not.toBe(0);
        },
      ),
    );
  });

  test("is empty without a connection", async () => {
    const addressOf = createAddressReader(["127.0.0.1"]);
    const app = new Hono<AppEnv>().get("/", (c) => c.text(`<${addressOf(c)}>`));
    expect(
      await (await app.request("/", { headers: { "x-forwarded-for": "192.0.2.1" } })).text(),
    ).toBe("<>");
  });

  test.each([
    "10.0.0.0/33",
    "10.0.0.0/x",
    "example.org",
    "::1/129",
    "10.0.0",
    "/8",
    "10.0.0.0/-1",
    "10.0.0.0/8/8",
    "010.0.0.1",
    "::ffff:10.0.0.0/8",
    "10.0.0.0/",
  ])("is not read by a proxy list with %j", (entry) => {
    expect(() => createAddressReader([entry])).toThrow(ProxyListError);
  });
});
