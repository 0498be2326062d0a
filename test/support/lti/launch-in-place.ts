// A launch as the platform's browser makes it, against a site without a port.

import type { Visitor } from "../visitor.ts";
import type { Launch, LtiPlatformDouble } from "./platform.ts";

/** The tool's redirect to the platform, as an address. */
export async function startLogin(
  visitor: Visitor,
  platform: LtiPlatformDouble,
  launch: Launch,
): Promise<URL> {
  const answer = await visitor.post("/lti/login", platform.startLogin(launch), {
    origin: platform.url,
  });
  if (answer.status !== 302) throw new Error(`${answer.status} ${await answer.text()}`);
  return new URL(answer.headers.get("location")!);
}

/** The fields that the platform posts back: `state` with `id_token`, or with `error`. */
export async function answerLogin(there: URL): Promise<Record<string, string>> {
  const answer = await fetch(there, { redirect: "manual" });
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${answer.status} ${text}`);
  return Object.fromEntries(
    [...text.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&amp;", "&"),
    ]),
  );
}

/** The page in the frame. */
export async function launch(
  visitor: Visitor,
  platform: LtiPlatformDouble,
  what: Launch,
): Promise<Response> {
  const fields = await answerLogin(await startLogin(visitor, platform, what));
  return visitor.post("/lti/launch", fields, { origin: platform.url });
}

/** Launches, and follows the link of the frame: the answer of the new window. */
export async function launchAndOpen(
  visitor: Visitor,
  platform: LtiPlatformDouble,
  what: Launch,
): Promise<Response> {
  const page = await launch(visitor, platform, what);
  const text = await page.text();
  const path = /href="(\/lti\/open\/[0-9a-z]+)"/.exec(text)?.[1];
  if (path === undefined) throw new Error(`${page.status} ${text}`);
  return visitor.get(path, { "sec-fetch-site": "same-origin" });
}
