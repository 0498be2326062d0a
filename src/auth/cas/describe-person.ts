// What a CAS server's answer says about the person, by the attributes of the settings. The identity
// is the server and its user. An email address is never proof: CAS does not say whether it was
// verified.

import type { Config } from "../../config.ts";
import { nameCasProvider } from "../institutions.ts";
import type { OutsidePerson } from "../outside-identity.ts";
import { readProvenUsername } from "../proven-username.ts";
import type { CasAnswer } from "./read-answer.ts";

const USUAL_NAMES = ["displayName", "cn", "name"];
const USUAL_EMAILS = ["mail", "email"];

export type CasSettings = NonNullable<Config["cas"]>;

export interface CasPerson extends OutsidePerson {
  /** The student number that the server confirms; "" for none. */
  username: string;
}

export function describePerson(
  settings: CasSettings,
  { user, attributes }: Extract<CasAnswer, { kind: "success" }>,
): CasPerson {
  const first = (names: string[]) =>
    names.flatMap((name) => attributes.get(name) ?? []).find((value) => value !== "") ?? "";
  const { usernameAttribute, nameAttribute, emailAttribute } = settings;
  // With several different values, none of them is proof.
  const usernames = new Set(
    usernameAttribute === undefined ? [user] : (attributes.get(usernameAttribute) ?? []),
  );
  return {
    provider: nameCasProvider(settings.url),
    subject: user,
    name: first(nameAttribute === undefined ? USUAL_NAMES : [nameAttribute]) || user,
    email: first(emailAttribute === undefined ? USUAL_EMAILS : [emailAttribute]),
    username: usernames.size === 1 ? readProvenUsername([...usernames][0]) : "",
  };
}
