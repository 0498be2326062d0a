// Bodies above the size limit, over a real connection: refused each time, and the next request is
// answered.

import { afterAll, beforeAll, expect, test } from "vitest";
import { MAX_FORM_BYTES } from "../../src/http/security.ts";
import { startSite, type TestSite } from "../support/site.ts";

let site: TestSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

const SUM = "/exercises/tiny/sum";

test.each([
  ["PUT", `${SUM}/draft`],
  ["POST", `${SUM}/live-tests`],
  ["POST", `${SUM}/types`],
  ["POST", `${SUM}/submissions`],
  ["POST", `/api/v1${SUM}/submissions`],
  ["POST", `/api/v1${SUM}/live-tests`],
])(
  "%s %s: 413 for a body of known length and for one that comes in pieces, repeatedly",
  async (method, path) => {
    const text = JSON.stringify({ source: "x".repeat(2 * MAX_FORM_BYTES) });
    const pieces = () => new Blob([text.slice(0, 100_000), text.slice(100_000)]).stream();
    const statuses: number[] = [];
    for (const body of [text, pieces(), text, pieces()]) {
      const init: RequestInit & { duplex: "half" } = {
        method,
        headers: { origin: site.url, "content-type": "application/json" },
        body,
        duplex: "half",
      };
      statuses.push((await fetch(`${site.url}${path}`, init)).status);
      statuses.push((await fetch(`${site.url}/healthz`)).status);
    }
    expect(statuses).toEqual([413, 200, 413, 200, 413, 200, 413, 200]);
  },
);
