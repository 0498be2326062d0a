// Requests to a test site as a user: with the cookies of a session, and from the site's own pages.

import type { TestSite } from "./site.ts";

export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** Without a session, or with these cookies. */
export function asVisitor(site: Pick<TestSite, "url">, cookie = ""): Ask {
  return (path, init = {}) =>
    fetch(new URL(path, site.url), {
      redirect: "manual",
      ...init,
      headers: {
        origin: site.url,
        cookie,
        ...(init.headers as Record<string, string> | undefined),
      },
    });
}

export interface MemberSession {
  userId: string;
  cookie: string;
  ask: Ask;
}

export async function signUp(
  site: Pick<TestSite, "url" | "services">,
  name: string,
): Promise<MemberSession> {
  const { headers, response } = await site.services.auth.api.signUpEmail({
    body: { name, email: `${name}@example.org`, password: "long enough a password" },
    returnHeaders: true,
  });
  const cookie = cookiesOf(headers);
  return { userId: response.user.id, cookie, ask: asVisitor(site, cookie) };
}

/** Set-Cookie as Cookie. */
export function cookiesOf(headers: Headers): string {
  return headers
    .getSetCookie()
    .map((line) => line.split(";")[0]!)
    .join("; ");
}

export function putJson(body: unknown): RequestInit {
  return {
    method: "PUT",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  };
}

export function postJson(body: unknown): RequestInit {
  return { ...putJson(body), method: "POST" };
}
