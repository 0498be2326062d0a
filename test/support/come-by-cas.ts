// Signs a visitor in by an emulated CAS server, as a browser does: button, server, and back.

import type { Visitor } from "./visitor.ts";
import type { CasPerson, CasServer } from "./cas-server.ts";

/** The address at the CAS server to which the button leads. */
export async function leaveForCas(
  visitor: Visitor,
  fields: Record<string, string> = {},
  button = "/sign-in/cas",
): Promise<string> {
  const leaving = await visitor.post(button, fields);
  const url = /url=(.*)$/.exec(leaving.headers.get("refresh") ?? "")?.[1];
  if (url === undefined) throw new Error(`no way to CAS: ${leaving.status}`);
  return url;
}

/** Returns the last answer of Gradus. */
export async function comeByCas(
  cas: CasServer,
  visitor: Visitor,
  person: CasPerson,
  fields: Record<string, string> = {},
  button = "/sign-in/cas",
): Promise<Response> {
  cas.person = person;
  return visitor.get(await cas.signIn(await leaveForCas(visitor, fields, button)));
}

/** The path to which an answer leads, with its query. */
export function whereTo(answer: Response): string {
  const url = new URL(answer.headers.get("location") ?? "about:blank", "http://localhost:3000");
  return `${url.pathname}${url.search}`;
}

/** As in the settings, with CAS's own user as the student number. */
export function casSettings(cas: CasServer) {
  return {
    url: cas.url,
    name: "Example University",
    usernameAttribute: undefined,
    nameAttribute: undefined,
    emailAttribute: undefined,
  };
}
