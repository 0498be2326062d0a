// A CAS server for tests, over HTTP, as the specification describes it (Apereo CAS Protocol 3.0):
// a ticket is valid once, for the exact service, for ten seconds; unknown ones are refused with a
// code. `person` is the one who is signed in there, `answer` replaces the answer about a ticket.

import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const TICKET_LASTS_MS = 10_000;

export interface CasPerson {
  user: string;
  /** Several values repeat the attribute. */
  attributes?: Record<string, string | string[]>;
}

export interface CasServer {
  /** The server's root, for the settings. */
  url: string;
  person: CasPerson | undefined;
  /** Services that are registered there: addresses that begin with one of these. */
  services: string[] | undefined;
  /** Replaces the answer about a ticket; called before the ticket is looked up. */
  answer: ((response: ServerResponse, ticket: string) => void) | undefined;
  /** The tickets that were asked about. */
  asked: string[];
  /** Signs in at an address to which Gradus has led: returns the address to go back to. */
  signIn: (loginUrl: string) => Promise<string>;
  /** What the server posts to the service when the person signs out there. */
  makeLogoutRequest: (ticket: string) => string;
  close: () => Promise<void>;
}

export async function startCasServer(): Promise<CasServer> {
  const tickets = new Map<string, { person: CasPerson; service: string; madeAtMs: number }>();
  const cas: Omit<CasServer, "signIn" | "close"> = {
    url: "",
    person: undefined,
    services: undefined,
    answer: undefined,
    asked: [],
    makeLogoutRequest: (ticket) =>
      `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="${randomUUID()}" Version="2.0" IssueInstant="${new Date().toISOString()}">` +
      '<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">@NOT_USED@</saml:NameID>' +
      `<samlp:SessionIndex>${ticket}</samlp:SessionIndex></samlp:LogoutRequest>`,
  };

  const isRegistered = (service: string) =>
    cas.services === undefined || cas.services.some((start) => service.startsWith(start));
  const validate = (service: string, ticket: string): string => {
    if (service === "" || ticket === "")
      return failure("INVALID_REQUEST", "service and ticket are required");
    if (ticket.startsWith("PT-"))
      return failure("INVALID_TICKET_SPEC", "proxy tickets are not accepted here");
    const granted = tickets.get(ticket);
    tickets.delete(ticket);
    if (granted === undefined || Date.now() - granted.madeAtMs > TICKET_LASTS_MS)
      return failure("INVALID_TICKET", `Ticket ${escapeXml(ticket)} not recognized`);
    return granted.service === service
      ? writeSuccess(granted.person)
      : failure("INVALID_SERVICE", "the ticket was issued for another service");
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://cas.invalid");
    const service = url.searchParams.get("service") ?? "";
    if (url.pathname === "/cas/login") {
      if (!isRegistered(service) || cas.person === undefined) {
        response.writeHead(cas.person === undefined ? 200 : 403).end("CAS");
        return;
      }
      const ticket = `ST-${tickets.size + 1}-${randomUUID()}-cas.example.org`;
      tickets.set(ticket, { person: cas.person, service, madeAtMs: Date.now() });
      response
        .writeHead(302, {
          location: `${service}${service.includes("?") ? "&" : "?"}ticket=${ticket}`,
        })
        .end();
    } else if (url.pathname === "/cas/p3/serviceValidate") {
      const ticket = url.searchParams.get("ticket") ?? "";
      cas.asked.push(ticket);
      if (cas.answer !== undefined) return cas.answer(response, ticket);
      response
        .writeHead(200, { "content-type": "application/xml;charset=UTF-8" })
        .end(validate(service, ticket));
    } else if (url.pathname === "/cas/logout") response.writeHead(200).end("signed out");
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cas.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/cas`;
  return Object.assign(cas, {
    signIn: async (loginUrl: string) => {
      const back = await fetch(loginUrl, { redirect: "manual" });
      const location = back.headers.get("location");
      if (location === null) throw new Error(`no ticket: ${back.status}`);
      return location;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

export function writeSuccess({ user, attributes = {} }: CasPerson, inside = ""): string {
  const list = Object.entries(attributes)
    .flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const))
    .map(([name, value]) => `<cas:${name}>${escapeXml(value)}</cas:${name}>`)
    .join("\n      ");
  return wrap(`<cas:authenticationSuccess>
    <cas:user>${escapeXml(user)}</cas:user>
    <cas:attributes>
      <cas:authenticationDate>2026-09-01T08:00:00Z</cas:authenticationDate>
      <cas:longTermAuthenticationRequestTokenUsed>false</cas:longTermAuthenticationRequestTokenUsed>
      <cas:isFromNewLogin>true</cas:isFromNewLogin>
      ${list}
    </cas:attributes>${inside}
  </cas:authenticationSuccess>`);
}

export function failure(code: string, text: string): string {
  return wrap(`<cas:authenticationFailure code="${code}">${text}</cas:authenticationFailure>`);
}

export function wrap(inside: string): string {
  return `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
  ${inside}
</cas:serviceResponse>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
