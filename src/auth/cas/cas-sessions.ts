// Which session a CAS ticket opened. The server names the ticket when the person signs out there;
// that session ends, and no other. (Apereo CAS Protocol 3.0, section 2.3.3)

import { eq, inArray } from "drizzle-orm";
import { hashSecret } from "../../db/id.ts";
import type { Db } from "../../db/open.ts";
import { casTickets, sessions } from "../../db/auth-schema.ts";
import { readXml, type XmlElement } from "./read-xml.ts";

const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
const MAX_REQUEST_LENGTH = 16 * 1024;

export function rememberTicket(db: Pick<Db, "insert">, ticket: string, sessionId: string): void {
  db.insert(casTickets)
    .values({ hash: hashSecret(ticket), sessionId })
    .onConflictDoNothing()
    .run();
}

export function isFromCas(db: Pick<Db, "select">, sessionId: string): boolean {
  return (
    db
      .select({ hash: casTickets.hash })
      .from(casTickets)
      .where(eq(casTickets.sessionId, sessionId))
      .get() !== undefined
  );
}

/** The ticket's row is deleted with the session. False if no session of this ticket is open. */
export function endSessionOf(db: Pick<Db, "select" | "delete">, ticket: string): boolean {
  const opened = db
    .select({ id: casTickets.sessionId })
    .from(casTickets)
    .where(eq(casTickets.hash, hashSecret(ticket)));
  return db.delete(sessions).where(inArray(sessions.id, opened)).run().changes > 0;
}

/** The ticket in a `logoutRequest` (SAML 2.0); undefined for anything else. */
export function readLogoutRequest(document: string): string | undefined {
  const root = document.length > MAX_REQUEST_LENGTH ? undefined : readXml(document);
  if (root?.namespace !== PROTOCOL || root.name !== "LogoutRequest") return undefined;
  const isIndex = ({ namespace, name }: XmlElement) =>
    namespace === PROTOCOL && name === "SessionIndex";
  const [index, ...others] = root.children.filter(isIndex);
  const ticket = index?.text.trim() ?? "";
  return ticket !== "" && others.length === 0 ? ticket : undefined;
}
