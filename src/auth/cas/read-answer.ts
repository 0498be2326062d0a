// Reads the answer of a CAS server about a ticket. Exactly one success or one failure is accepted,
// in the form of the specification, and nothing else.
// (Apereo CAS Protocol 3.0, sections 2.5, 2.8 and appendix A)

import { cleanLine } from "../../http/read-field.ts";
import { findChildren, readXml, type XmlElement } from "./read-xml.ts";

const CAS = "http://www.yale.edu/tp/cas";
const MAX_USER_LENGTH = 200;
const MAX_VALUE_LENGTH = 2000;

/**
 * refused: the server does not accept the ticket; `code` as it names the reason. proxied: another
 * application signs in for the person. user: there is no name that could be stored. garbled: not an
 * answer in the form of the specification.
 */
export type CasAnswer =
  | { kind: "success"; user: string; attributes: Map<string, string[]> }
  | { kind: "refused"; code: string }
  | { kind: "proxied" | "user" | "garbled" };

export function readAnswer(document: string): CasAnswer {
  const root = readXml(document);
  const isResponse = root?.namespace === CAS && root.name === "serviceResponse";
  const [outcome, ...others] = isResponse ? root.children : [];
  if (outcome?.namespace !== CAS || others.length > 0) return { kind: "garbled" };
  if (outcome.name === "authenticationFailure") return readFailure(outcome);
  return outcome.name === "authenticationSuccess" ? readSuccess(outcome) : { kind: "garbled" };
}

function readFailure({ attributes, children }: XmlElement): CasAnswer {
  const code = attributes["code"] ?? "";
  return /^[A-Z_]{1,40}$/.test(code) && children.length === 0
    ? { kind: "refused", code }
    : { kind: "garbled" };
}

function readSuccess(success: XmlElement): CasAnswer {
  if (findChildren(success, "proxies").length > 0) return { kind: "proxied" };
  const users = findChildren(success, "user");
  const lists = findChildren(success, "attributes");
  const [user] = users;
  if (user === undefined || users.length > 1 || lists.length > 1 || user.children.length > 0)
    return { kind: "garbled" };
  const name = user.text.trim();
  // A name that is changed by cleaning could be read as another person's.
  if (name === "" || name.length > MAX_USER_LENGTH || cleanLine(name) !== name)
    return { kind: "user" };
  return { kind: "success", user: name, attributes: readAttributes(lists[0]) };
}

/** An attribute with several values is repeated. */
function readAttributes(list: XmlElement | undefined): Map<string, string[]> {
  const attributes = new Map<string, string[]>();
  for (const { name, namespace, text, children } of list?.children ?? []) {
    if (namespace !== CAS || children.length > 0 || text.length > MAX_VALUE_LENGTH) continue;
    attributes.set(name, [...(attributes.get(name) ?? []), text.trim()]);
  }
  return attributes;
}
