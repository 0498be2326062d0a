// The grade service of the emulated platform (Assignment and Grade Services 2.0): line items and
// scores of its courses. As strict as Canvas and Moodle are together, with faults that a test
// switches on.

import type { Context } from "hono";
import {
  LINE_ITEM_READ_SCOPE,
  LINE_ITEM_SCOPE,
  LINE_ITEM_TYPE,
  LINE_ITEMS_TYPE,
  SCORE_SCOPE,
  SCORE_TYPE,
} from "../../../src/lti/grades/ags.ts";
import { CLAIMS } from "../../../src/lti/claims.ts";
import type { LtiPlatformDouble } from "./platform.ts";

interface DoubleLineItem {
  id: string;
  label: string;
  scoreMaximum: number;
  resourceId?: string;
  resourceLinkId?: string;
  tag?: string;
}

interface PostedScore {
  userId: string;
  timestamp: string;
  activityProgress: string;
  gradingProgress: string;
  scoreGiven?: number;
  scoreMaximum?: number;
  comment?: string;
  submission?: { submittedAt?: string };
  "https://canvas.instructure.com/lti/submission"?: {
    new_submission?: boolean;
    preserve_score?: boolean;
    submitted_at?: string;
  };
}

/**
 * An answer in place of the usual one; slow: none at all; late: it does what was asked, and does not
 * answer until nobody waits any more.
 */
export type Fault = Response | "down" | "slow" | "late";

export interface GradeService {
  /** By course of the platform. */
  lineItems: Map<string, DoubleLineItem[]>;
  /** Everything that was accepted, in order. */
  posted: { lineItem: string; score: PostedScore }[];
  /** Every request to the service: "POST /courses/…/scores?type_id=7". */
  asked: string[];
  /** The ids of the students of each course; a course that is not in it has any. */
  students: Map<string, Set<string>>;
  /** What is in the gradebook: points of 100, rounded to 0.01; undefined: no grade. */
  gradeOf: (lineItemUrl: string, userId: string) => number | undefined;
  /** Called for each request; undefined: no fault. */
  fault: (method: string, path: string) => Fault | undefined;
  /** Line items in one page of a list. */
  pageSize: number;
  /** Whether a list can be filtered by resource id. */
  filters: boolean;
  /** The highest number of requests at one time. */
  mostAtOnce: number;
  /** The scopes that messages name. */
  scopes: string[];
  /** Whether messages name the address of the list. */
  namesList: boolean;
  /** The body of the answer to a score that was stored. */
  answerScore: (score: PostedScore) => unknown;
}

export function addGradeService(platform: LtiPlatformDouble): GradeService {
  const service: GradeService = {
    lineItems: new Map(),
    posted: [],
    asked: [],
    students: new Map(),
    gradeOf: (lineItemUrl, userId) => grades.get(`${lineItemUrl} ${userId}`)?.percent,
    fault: () => undefined,
    pageSize: 2,
    filters: true,
    mostAtOnce: 0,
    scopes: [LINE_ITEM_SCOPE, SCORE_SCOPE],
    namesList: true,
    answerScore: () => [],
  };
  /** By line item and user. */
  const grades = new Map<string, { atMs: number; percent: number | undefined }>();
  let count = 0;
  let now = 0;
  const itemsOf = (course: string) => {
    const known = service.lineItems.get(course);
    if (known !== undefined) return known;
    const made: DoubleLineItem[] = [];
    service.lineItems.set(course, made);
    return made;
  };
  for (const scope of [LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE, SCORE_SCOPE])
    platform.scopes.add(scope);
  platform.serviceClaims.push((course) => ({
    [CLAIMS.lineItems]: {
      scope: service.scopes,
      ...(service.namesList
        ? { lineitems: `${platform.url}/courses/${course}/lineitems?type_id=7` }
        : {}),
    },
  }));

  /** undefined: it may go on. */
  const refuse = (c: Context, scopes: string[], media: { accept?: string; sends?: string }) => {
    const token = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    const granted = platform.tokens.get(token);
    if (granted === undefined) return c.text("Unauthorized", 401);
    if (!scopes.some((scope) => granted.includes(scope))) return c.text("Forbidden", 403);
    // Moodle finds the tool by it.
    if (c.req.query("type_id") !== "7") return c.text("no such type", 404);
    if (media.accept !== undefined && c.req.header("accept") !== media.accept)
      return c.text(`Accept: ${c.req.header("accept")}`, 400);
    if (media.sends !== undefined && c.req.header("content-type") !== media.sends)
      return c.text(`Content-Type: ${c.req.header("content-type")}`, 400);
    return undefined;
  };

  platform.app.use("/courses/*", async (c, next) => {
    const url = new URL(c.req.url);
    service.asked.push(`${c.req.method} ${url.pathname}${url.search}`);
    now += 1;
    service.mostAtOnce = Math.max(service.mostAtOnce, now);
    try {
      const fault = service.fault(c.req.method, url.pathname);
      if (fault === undefined) return await next();
      if (fault instanceof Response) return fault.clone();
      if (fault === "late") await next();
      if (fault === "slow" || fault === "late") {
        await new Promise((resolve) => c.req.raw.signal.addEventListener("abort", resolve));
      } else {
        const { outgoing } = c.env as { outgoing: { destroy: () => void } };
        outgoing.destroy();
      }
      return c.body(null);
    } finally {
      now -= 1;
    }
  });

  platform.app.get("/courses/:course/lineitems", (c) => {
    const refusal = refuse(c, [LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE], { accept: LINE_ITEMS_TYPE });
    if (refusal !== undefined) return refusal;
    const { course } = c.req.param();
    const wanted = c.req.query("resource_id");
    const link = c.req.query("resource_link_id");
    const all = itemsOf(course).filter(
      ({ resourceId, resourceLinkId }) =>
        !service.filters ||
        ((wanted === undefined || resourceId === wanted) &&
          (link === undefined || resourceLinkId === link)),
    );
    const page = Number(c.req.query("page") ?? 0);
    const shown = all.slice(page * service.pageSize, (page + 1) * service.pageSize);
    if (all.length > (page + 1) * service.pageSize) {
      const next = new URL(c.req.url);
      next.searchParams.set("page", String(page + 1));
      // As Moodle writes it, as bytes of UTF-8.
      const text = `<${platform.url}${next.pathname}${next.search.replaceAll("&", "&amp;")}>; rel=“next”`;
      c.header("link", Buffer.from(text).toString("latin1"));
    }
    c.header("content-type", LINE_ITEMS_TYPE);
    return c.body(JSON.stringify(shown));
  });

  platform.app.post("/courses/:course/lineitems", async (c) => {
    const refusal = refuse(c, [LINE_ITEM_SCOPE], { accept: LINE_ITEM_TYPE, sends: LINE_ITEM_TYPE });
    if (refusal !== undefined) return refusal;
    const { course } = c.req.param();
    const sent = (await c.req.json()) as DoubleLineItem;
    if (!isLineItem(sent)) return c.text("label, scoreMaximum", 400);
    count += 1;
    const id = `${platform.url}/courses/${course}/lineitems/${count}/lineitem?type_id=7`;
    const made = { ...sent, id };
    itemsOf(course).push(made);
    c.header("content-type", LINE_ITEM_TYPE);
    return c.body(JSON.stringify(made), 201);
  });

  const find = (c: Context) =>
    itemsOf(c.req.param("course")!).find(({ id }) =>
      id.includes(`/lineitems/${c.req.param("item")}/`),
    );

  platform.app.get("/courses/:course/lineitems/:item/lineitem", (c) => {
    const refusal = refuse(c, [LINE_ITEM_SCOPE, LINE_ITEM_READ_SCOPE], { accept: LINE_ITEM_TYPE });
    if (refusal !== undefined) return refusal;
    const item = find(c);
    if (item === undefined) return c.text("no such line item", 404);
    c.header("content-type", LINE_ITEM_TYPE);
    return c.body(JSON.stringify(item));
  });

  platform.app.put("/courses/:course/lineitems/:item/lineitem", async (c) => {
    const refusal = refuse(c, [LINE_ITEM_SCOPE], { accept: LINE_ITEM_TYPE, sends: LINE_ITEM_TYPE });
    if (refusal !== undefined) return refusal;
    const item = find(c);
    if (item === undefined) return c.text("no such line item", 404);
    const sent = (await c.req.json()) as DoubleLineItem;
    if (!isLineItem(sent) || sent.id !== undefined) return c.text("label, scoreMaximum", 400);
    // It replaces: what is missing is emptied.
    const { id } = item;
    for (const name of Object.keys(item)) delete item[name as keyof DoubleLineItem];
    Object.assign(item, sent, { id });
    c.header("content-type", LINE_ITEM_TYPE);
    return c.body(JSON.stringify(item));
  });

  platform.app.post("/courses/:course/lineitems/:item/lineitem/scores", async (c) => {
    const refusal = refuse(c, [SCORE_SCOPE], { sends: SCORE_TYPE });
    if (refusal !== undefined) return refusal;
    const item = find(c);
    if (item === undefined) return c.text("no such line item", 404);
    const sent = (await c.req.json()) as PostedScore;
    const wrong = findWrong(sent);
    if (wrong !== undefined) return c.text(`Incorrect score received: ${wrong}`, 400);
    const students = service.students.get(c.req.param("course"));
    if (students !== undefined && !students.has(sent.userId))
      return c.text("User not found in course or is not a student", 422);
    const cell = `${item.id} ${sent.userId}`;
    const atMs = Date.parse(sent.timestamp);
    const before = grades.get(cell);
    // Moodle: whole seconds, and the same second is refused.
    if (before !== undefined && Math.floor(atMs / 1000) <= Math.floor(before.atMs / 1000))
      return c.text("Refusing score with an earlier timestamp", 409);
    if (atMs > Date.now() + 60_000) return c.text("timestamp in the future", 400);
    const isGrade = sent.gradingProgress === "FullyGraded" && sent.scoreGiven !== undefined;
    const isPreserved =
      sent["https://canvas.instructure.com/lti/submission"]?.preserve_score === true;
    const percent = isGrade
      ? Math.round((sent.scoreGiven! / sent.scoreMaximum!) * 10_000) / 100
      : undefined;
    grades.set(cell, { atMs, percent: isPreserved && !isGrade ? before?.percent : percent });
    service.posted.push({ lineItem: item.id, score: sent });
    return c.json(service.answerScore(sent) as object);
  });

  return service;
}

function isLineItem({ label, scoreMaximum }: Partial<DoubleLineItem>): boolean {
  return typeof label === "string" && label !== "" && Number(scoreMaximum) > 0;
}

const ACTIVITY = ["Initialized", "Started", "InProgress", "Submitted", "Completed"];
const GRADING = ["FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"];

function findWrong(score: PostedScore): string | undefined {
  if (typeof score.userId !== "string" || score.userId === "") return "userId";
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/.test(score.timestamp)) return "timestamp";
  if (!ACTIVITY.includes(score.activityProgress)) return "activityProgress";
  if (!GRADING.includes(score.gradingProgress)) return "gradingProgress";
  if (score.scoreGiven !== undefined && !(Number(score.scoreMaximum) > 0)) return "scoreMaximum";
  if (score.scoreGiven !== undefined && !(score.scoreGiven >= 0)) return "scoreGiven";
  return undefined;
}
