// GET /courses/:id/audit  for instructors: changes in the course; ?area= ?person= ?from= ?until=
//     ?before=; /audit/export: as CSV
// GET /manage/audit       for the site owner: changes everywhere; /manage/audit/export: as CSV

import { readQueryLine } from "../http/read-query.ts";
import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { Hono } from "hono";
import { selectCourseAssignments, chooseTitle } from "../assignments/assignments.ts";
import { CourseLayout } from "../courses/course-layout.tsx";
import { requireInstructor } from "../membership/gate.ts";
import type { AppContext, AppEnv } from "../http/environment.ts";
import { requireSiteOwner } from "../auth/require-site-owner.ts";
import type { Db } from "../db/open.ts";
import { Layout } from "../ui/layout.tsx";
import { AuditLog, type AuditProps } from "./audit-page.tsx";
import { AUDIT_AREAS } from "./areas.ts";
import {
  AUDIT_PAGE,
  type AuditFilter,
  selectAuditEvents,
  selectMergedIds,
  selectNames,
} from "./queries.ts";
import { findPersonIds } from "./find-person.ts";
import { nameDownload } from "../http/name-download.ts";

const EXPORT_STEP = 1000;

export function auditRoutes({ db }: { db: Db }): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get("/courses/:id/audit", (c) => {
      const course = requireInstructor(db, c);
      return c.html(
        <CourseLayout c={c} course={course} title={c.get("t")("audit.title")}>
          <AuditLog {...readProps(db, c, course.timeZone, course.id)} />
        </CourseLayout>,
      );
    })
    .get("/courses/:id/audit/export", (c) => {
      const course = requireInstructor(db, c);
      return exportCsv(db, c, readFilter(db, c, course.timeZone, course.id));
    })
    .get("/manage/audit", (c) => {
      requireSiteOwner(c);
      return c.html(
        <Layout c={c} title={c.get("t")("audit.title")}>
          <AuditLog {...readProps(db, c, c.get("timeZone"))} />
        </Layout>,
      );
    })
    .get("/manage/audit/export", (c) => {
      requireSiteOwner(c);
      return exportCsv(db, c, readFilter(db, c, c.get("timeZone")));
    });
}

function readProps(db: Db, c: AppContext, timeZone: string, courseId?: string): AuditProps {
  const read = readFilter(db, c, timeZone, courseId);
  const rows = read.isPersonUnknown ? [] : selectAuditEvents(db, read.filter);
  const last = rows.at(-1);
  const query = (more: Record<string, string>) =>
    new URLSearchParams({ ...read.typed, ...more }).toString();
  return {
    c,
    rows,
    ...read.typed,
    isPersonUnknown: read.isPersonUnknown,
    names: selectNames(db, rows, courseId),
    assignments: new Map(
      (courseId === undefined ? [] : selectCourseAssignments(db, courseId)).map((assignment) => [
        assignment.id,
        chooseTitle(assignment, c.get("language")),
      ]),
    ),
    path: c.req.path,
    older:
      rows.length < AUDIT_PAGE || last === undefined
        ? undefined
        : `${c.req.path}?${query({ before: String(last.id) })}`,
    exportPath: `${c.req.path}/export?${query({})}`,
  };
}

type ReadFilter = ReturnType<typeof readFilter>;

/** An unknown area or an invalid date is ignored. */
function readFilter(db: Db, c: AppContext, timeZone: string, courseId?: string) {
  const area = AUDIT_AREAS.find((name) => name === c.req.query("area")) ?? "";
  const typed = {
    area,
    person: readQueryLine(c, "person", 100),
    from: readDate(c.req.query("from")),
    until: readDate(c.req.query("until")),
  } as const;
  const people = typed.person === "" ? [] : findPersonIds(db, typed.person, courseId);
  const before = Number(c.req.query("before"));
  const filter: AuditFilter = {
    area,
    ...(courseId === undefined ? {} : { courseId }),
    ...(people[0] === undefined ? {} : { personIds: selectMergedIds(db, people[0]) }),
    ...(typed.from === "" ? {} : { from: findStartOfDay(typed.from, timeZone) }),
    ...(typed.until === ""
      ? {}
      : {
          until: findStartOfDay(
            Temporal.PlainDate.from(typed.until).add({ days: 1 }).toString(),
            timeZone,
          ),
        }),
    ...(Number.isSafeInteger(before) && before > 0 ? { beforeId: before } : {}),
  };
  return { typed, filter, isPersonUnknown: typed.person !== "" && people.length !== 1 };
}

const COLUMNS = [
  "id",
  "at",
  "actor",
  "actorName",
  "action",
  "course",
  "assignment",
  "person",
  "personName",
  "before",
  "after",
];

function exportCsv(db: Db, c: AppContext, { filter, isPersonUnknown }: ReadFilter) {
  const table = stringify({ bom: true, escape_formulas: true, header: true, columns: COLUMNS });
  const rows = isPersonUnknown ? [] : writeRows(db, filter);
  c.header("content-type", "text/csv; charset=utf-8");
  nameDownload(c, "audit.csv");
  return c.body(Readable.toWeb(Readable.from(rows).pipe(table)) as ReadableStream);
}

/** Reads the events in steps, so that a long log is never in memory as a whole. */
function* writeRows(db: Db, filter: AuditFilter): Generator<unknown[]> {
  let beforeId: number | undefined;
  for (;;) {
    const page = selectAuditEvents(
      db,
      { ...filter, ...(beforeId === undefined ? {} : { beforeId }) },
      EXPORT_STEP,
    );
    const names = selectNames(db, page, filter.courseId);
    const findName = (id: string | null) => (id === null ? "" : (names.get(id) ?? ""));
    for (const event of page) {
      yield [
        event.id,
        event.at.toISOString(),
        event.actorId ?? "",
        findName(event.actorId),
        event.action,
        event.courseId ?? "",
        event.assignmentId ?? "",
        event.userId ?? "",
        findName(event.userId),
        writeJson(event.before),
        writeJson(event.after),
      ];
    }
    beforeId = page.at(-1)?.id;
    if (page.length < EXPORT_STEP) return;
  }
}

function readDate(text: string | undefined): string {
  try {
    return text === undefined || text === "" ? "" : Temporal.PlainDate.from(text).toString();
  } catch {
    return "";
  }
}

function findStartOfDay(date: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
}

function writeJson(value: unknown): string {
  return value === null ? "" : JSON.stringify(value);
}
