// Reads the roster of a platform's course (Names and Role Provisioning Services 2.0): page after
// page, by the Link header, to the end. A roster that is not complete is an error, never a shorter
// roster: people would seem to have left.

import { z } from "zod";
import { MINUTE_MS } from "../../durations.ts";
import { CLAIMS } from "../claims.ts";
import { type ServiceCaller, ServiceError } from "../call-service.ts";
import { SECTIONS_PARAMETER } from "../store-message.ts";
import { readNextPage } from "./next-page.ts";

export const ROSTER_SCOPE =
  "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly";
/** Alone and exact: Moodle answers a list of types, or an older one, in another format. */
export const ROSTER_MEDIA_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json";
const MAX_MEMBERS = 20_000;
export const MAX_PAGES = 400;
/** For all pages. 5,000 people in pages of 50 are 100 of them. */
const LIMIT_MS = 5 * MINUTE_MS;

export interface Member {
  /** The platform's id for the person; null: it sent none. */
  subject: string | null;
  /** "" if the platform does not send it. */
  name: string;
  email: string;
  /** As the platform writes them. */
  roles: string[];
  /** False: the platform lists them as inactive or deleted. */
  isActive: boolean;
  /** null: the platform names none. */
  sections: string | null;
}

const words = z.string().max(2000).nullish().catch(undefined);
const custom = z.record(z.string(), z.unknown()).nullish().catch(undefined);

const memberSchema = z.object({
  // Longer identifiers break the specification; such a person cannot be named in a score either.
  user_id: z.string().min(1).max(255).nullish().catch(undefined),
  name: words,
  given_name: words,
  family_name: words,
  email: words,
  status: words,
  roles: z.array(z.string().max(500)).max(100).nullish().catch(undefined),
  message: z
    .array(z.object({ [CLAIMS.custom]: custom }))
    .nullish()
    .catch(undefined),
});

const pageSchema = z.object({ members: z.array(memberSchema) });

/** Throws `ServiceError`: the roster could not be read to its end. */
export async function readMembers(
  caller: Pick<ServiceCaller, "call">,
  membershipsUrl: string,
  nowMs: () => number = () => performance.now(),
): Promise<Member[]> {
  const endsAtMs = nowMs() + LIMIT_MS;
  const members: z.infer<typeof memberSchema>[] = [];
  const seen = new Set<string>();
  for (let url: string | null = membershipsUrl; url !== null;) {
    if (isFiltered(url)) throw new ServiceError("filtered");
    // Also if a platform's last page leads back to an earlier one.
    if (seen.has(url) || seen.size >= MAX_PAGES) throw new ServiceError("endless");
    seen.add(url);
    if (nowMs() > endsAtMs) throw new ServiceError("slow");
    const answer = await caller.call({ url, scopes: [ROSTER_SCOPE], accept: ROSTER_MEDIA_TYPE });
    members.push(...(await readPage(answer)));
    if (members.length > MAX_MEMBERS) throw new ServiceError("tooMany");
    url = readNextPage(answer.headers.get("link"), url);
  }
  return mergeMembers(members.map(describeMember));
}

/** Only the people with one role, or with one link: the others would seem to have left. */
function isFiltered(url: string): boolean {
  const { searchParams } = new URL(url);
  return searchParams.has("role") || searchParams.has("rlid");
}

async function readPage(answer: Response) {
  const text = await answer.text();
  // Sakai: a page without members is empty.
  if (text.trim() === "") return [];
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ServiceError("format", { detail: text });
  }
  const parsed = pageSchema.safeParse(json);
  if (!parsed.success) throw new ServiceError("format", { detail: text });
  return parsed.data.members;
}

function describeMember(sent: z.infer<typeof memberSchema>): Member {
  const whole = (sent.name ?? "").trim();
  const parts = [sent.given_name, sent.family_name].map((part) => (part ?? "").trim());
  return {
    subject: sent.user_id ?? null,
    name: whole === "" ? parts.join(" ").trim() : whole,
    email: (sent.email ?? "").trim(),
    roles: sent.roles ?? [],
    isActive: !["inactive", "deleted"].includes((sent.status ?? "").trim().toLowerCase()),
    sections: readSections(sent),
  };
}

/** A variable that the platform does not know stays as it was written: "$Canvas.course.id". */
function readSections({ message }: z.infer<typeof memberSchema>): string | null {
  for (const one of message ?? []) {
    const value = one[CLAIMS.custom]?.[SECTIONS_PARAMETER];
    if (typeof value === "string" && value.trim() !== "" && !value.includes("$"))
      return value.trim();
  }
  return null;
}

/** Pages overlap if a person joins while they are read. What is missing in one may be in another. */
function mergeMembers(members: Member[]): Member[] {
  const bySubject = new Map<string, Member>();
  const nameless: Member[] = [];
  for (const member of members) {
    if (member.subject === null) {
      nameless.push(member);
      continue;
    }
    const before = bySubject.get(member.subject);
    if (before === undefined) {
      bySubject.set(member.subject, member);
      continue;
    }
    bySubject.set(member.subject, {
      subject: member.subject,
      name: before.name === "" ? member.name : before.name,
      email: before.email === "" ? member.email : before.email,
      roles: [...new Set([...before.roles, ...member.roles])],
      isActive: before.isActive || member.isActive,
      sections: before.sections ?? member.sections,
    });
  }
  return [...bySubject.values(), ...nameless];
}
