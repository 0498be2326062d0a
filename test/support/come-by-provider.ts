// Signs a visitor in by an emulated OpenID provider, as a browser does: button, provider, and back.

import type { IdentityProvider, Person } from "./identity-provider.ts";
import type { Visitor } from "./visitor.ts";

/** Returns the last answer of Gradus. */
export async function comeByProvider(
  provider: IdentityProvider,
  visitor: Visitor,
  person: Person | undefined,
  fields: Record<string, string> = {},
  button = "/sign-in/provider",
): Promise<Response> {
  provider.person = person;
  const leaving = await visitor.post(button, fields);
  const there = /url=(.*)$/.exec(leaving.headers.get("refresh") ?? "")?.[1];
  if (there === undefined) throw new Error(`no way to the provider: ${leaving.status}`);
  const back = await fetch(there, { redirect: "manual" });
  return visitor.get(back.headers.get("location")!);
}
