// Whose address counts: the connection's, and what a trusted proxy says of it, from the nearest outwards.

import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { createAddressReader, ProxyListError } from "../../src/http/address.ts";
import type { AppEnv } from "../../src/http/environment.ts";

async function read(trusted: string[], remoteAddress: string, forwarded?: string): Promise<string> {
  const addressOf = createAddressReader(trusted);
  const app = new Hono<AppEnv>().get("/", (c) => c.text(addressOf(c)));
  const answer = await app.request("/", forwarded === undefined ? {} : { headers: { "x-forwarded-for": forwarded } }, { incoming: { socket: { remoteAddress } } });
  return answer.text();
}

describe("the address of a request", () => {
  test.each([
    ["the connection's, without a proxy", [], "198.51.100.1", undefined, "198.51.100.1"],
    ["the connection's, whatever a stranger claims", [], "198.51.100.1", "192.0.2.1", "198.51.100.1"],
    ["the connection's, where another proxy is trusted", ["10.0.0.0/8"], "198.51.100.1", "192.0.2.1", "198.51.100.1"],
    ["what a trusted proxy says", ["10.0.0.0/8"], "10.1.2.3", "192.0.2.1", "192.0.2.1"],
    ["the last that a trusted proxy wrote, not what came with the request", ["10.0.0.0/8"], "10.1.2.3", "6.6.6.6, 192.0.2.1", "192.0.2.1"],
    ["past two trusted proxies", ["10.0.0.0/8", "172.16.0.1"], "10.1.2.3", "6.6.6.6, 192.0.2.1, 172.16.0.1", "192.0.2.1"],
    ["a trusted one's own, where it says nothing", ["10.0.0.0/8"], "10.1.2.3", undefined, "10.1.2.3"],
    ["of what is no address, nothing", ["10.0.0.0/8"], "10.1.2.3", "unknown, <script>", "10.1.2.3"],
    ["IPv4 inside IPv6", ["127.0.0.1"], "::ffff:127.0.0.1", "::ffff:192.0.2.1", "192.0.2.1"],
    ["IPv6", ["2001:db8::/32"], "2001:db8::1", "2001:db9::7", "2001:db9::7"],
  ])("is %s", async (_, trusted, connection, forwarded, address) => {
    expect(await read(trusted, connection, forwarded)).toBe(address);
  });

  test("is nothing where there is no connection", async () => {
    const addressOf = createAddressReader(["127.0.0.1"]);
    const app = new Hono<AppEnv>().get("/", (c) => c.text(`<${addressOf(c)}>`));
    expect(await (await app.request("/", { headers: { "x-forwarded-for": "192.0.2.1" } })).text()).toBe("<>");
  });

  test.each(["10.0.0.0/33", "10.0.0.0/x", "example.org", "::1/129", "10.0.0", "/8", "10.0.0.0/-1"])("is not read by a proxy list with %j", (entry) => {
    expect(() => createAddressReader([entry])).toThrow(ProxyListError);
  });
});
