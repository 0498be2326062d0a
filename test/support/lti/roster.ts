// The roster service of the emulated platform (Names and Role Provisioning Services 2.0): strict
// about scope and media type, in pages like Canvas or whole like Moodle, and with the faults that
// platforms have.

import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import { ROSTER_MEDIA_TYPE, ROSTER_SCOPE } from "../../../src/lti/roster/read-members.ts";
import { CLAIMS } from "../../../src/lti/claims.ts";
import { LEARNER, type LtiPlatformDouble } from "./platform.ts";

export interface RosterMember {
  user_id?: string;
  name?: string;
  given_name?: string;
  family_name?: string;
  email?: string;
  roles?: string[];
  status?: string;
  message?: unknown;
}

type RosterFault =
  | { kind: "status"; status: 401 | 403 | 404 | 429 | 500; page: number }
  | { kind: "garbage" | "html" | "empty"; page: number }
  | { kind: "endless" }
  | { kind: "loop" }
  | { kind: "elsewhere"; url: string }
  | { kind: "redirect"; url: string }
  | { kind: "hangUp"; page: number };

export interface RosterService {
  members: RosterMember[];
  /** Canvas: 50. Moodle: undefined, all at once. */
  pageSize: number | undefined;
  fault: RosterFault | undefined;
  /** Addresses that were asked for. */
  asked: string[];
  /** Resolved before each answer. */
  before: () => Promise<void>;
  urlOf: (contextId: string) => string;
}

export function addRosterService(platform: LtiPlatformDouble): RosterService {
  const service: RosterService = {
    members: [],
    pageSize: undefined,
    fault: undefined,
    asked: [],
    before: () => Promise.resolve(),
    urlOf: (contextId) => `${platform.url}/courses/${contextId}/names_and_roles`,
  };
  platform.scopes.add(ROSTER_SCOPE);
  platform.serviceClaims.push((contextId) => ({
    [CLAIMS.memberships]: {
      context_memberships_url: service.urlOf(contextId),
      service_versions: ["2.0"],
    },
  }));
  platform.app.get("/courses/:context/names_and_roles", async (c) => {
    service.asked.push(c.req.url);
    await service.before();
    const token = (c.req.header("authorization") ?? "").replace(/^Bearer /, "");
    if (platform.tokens.get(token)?.includes(ROSTER_SCOPE) !== true) return c.text("token", 401);
    // Moodle answers any other text in the format of version 1.
    if (c.req.header("accept") !== ROSTER_MEDIA_TYPE)
      return c.json({ "@type": "Page", pageOf: {} });
    return answerPage(c, service);
  });
  return service;
}

function answerPage(c: Context, { members, pageSize = members.length, fault }: RosterService) {
  const page = Number(c.req.query("page") ?? "1");
  const url = new URL(c.req.url);
  const link = (number: number) => {
    url.searchParams.set("page", String(number));
    return url.href;
  };
  if (fault?.kind === "redirect") return c.redirect(fault.url, 302);
  if (fault !== undefined && "page" in fault && fault.page === page) {
    if (fault.kind === "status") return c.text("no", fault.status);
    if (fault.kind === "garbage") return c.body('{"members":[{"user_id":', 200);
    if (fault.kind === "html") return c.html("<!doctype html><title>Maintenance</title>");
    if (fault.kind === "empty") return c.body("", 200);
    (c.env as HttpBindings).incoming.socket.destroy();
    return c.body(null);
  }
  const links = [`<${link(1)}>; rel="first"`];
  const isLast = page * pageSize >= members.length;
  if (fault?.kind === "elsewhere") links.push(`<${fault.url}>; rel="next"`);
  else if (fault?.kind === "loop") links.push(`<${link(1)}>; rel="next"`);
  else if (!isLast || fault?.kind === "endless") links.push(`<${link(page + 1)}>; rel="next"`);
  c.header("link", links.join(", "));
  const shown = members.slice((page - 1) * pageSize, page * pageSize);
  return c.body(
    JSON.stringify({
      id: url.href,
      context: { id: c.req.param("context"), label: "ML", title: "Machine learning" },
      members: shown.map((member) => ({ status: "Active", roles: [LEARNER], ...member })),
    }),
    200,
    { "content-type": ROSTER_MEDIA_TYPE },
  );
}

/** Invented people: "s0001" and so on. */
export function makeStudents(count: number): RosterMember[] {
  return Array.from({ length: count }, (_, i) => {
    const id = `s${String(i + 1).padStart(4, "0")}`;
    return { user_id: id, name: `Student ${id}`, email: `${id}@example.edu`, roles: [LEARNER] };
  });
}
