// GET /courses/:id/audit instructors: what was changed in the course; ?area= ?person= ?from=
// ?until= ?before=; /audit/export: as CSV GET /manage/audit the site's owner: everywhere;
// /manage/audit/export

import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { Hono } from "hono";
import { selectAssignmentsOf, titleOfAssignment } from "../assignments/assignments.ts";
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

const EXPORT_STEP = 1000;

export function auditRoutes({ db }: { db: Db }): Hono<AppEnv> {
  const propsOf = (c: AppContext, timeZone: string, courseId?: string): AuditProps => {
    const read = readFilter(c, timeZone, courseId);
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
        (courseId === undefined ? [] : selectAssignmentsOf(db, courseId)).map((assignment) => [
          assignment.id,
          titleOfAssignment(assignment, c.get("language")),
        ]),
      ),
      path: c.req.path,
      older:
        rows.length < AUDIT_PAGE || last === undefined
          ? undefined
          : `${c.req.path}?${query({ before: String(last.id) })}`,
      exportPath: `${c.req.path}/export?${query({})}`,
    };
  };

  /** An unknown area, or a date that is none, narrows nothing down. */
  const readFilter = (c: AppContext, timeZone: string, courseId?: string) => {
    const area = AUDIT_AREAS.find((name) => name === c.req.query("area")) ?? "";
    const typed = {
      area,
      person: (c.req.query("person") ?? "").trim().slice(0, 100),
      from: dateOf(c.req.query("from")),
      until: dateOf(c.req.query("until")),
    } as const;
    const people = typed.person === "" ? [] : findPersonIds(db, typed.person, courseId);
    const before = Number(c.req.query("before"));
    const filter: AuditFilter = {
      area,
      ...(courseId === undefined ? {} : { courseId }),
      ...(people[0] === undefined ? {} : { personIds: selectMergedIds(db, people[0]) }),
      ...(typed.from === "" ? {} : { from: startOf(typed.from, timeZone) }),
      ...(typed.until === ""
        ? {}
        : {
            until: startOf(
              Temporal.PlainDate.from(typed.until).add({ days: 1 }).toString(),
              timeZone,
            ),
          }),
      ...(Number.isSafeInteger(before) && before > 0 ? { beforeId: before } : {}),
    };
    return { typed, filter, isPersonUnknown: typed.person !== "" && people.length !== 1 };
  };

  const exportCsv = (c: AppContext, { filter, isPersonUnknown }: ReturnType<typeof readFilter>) => {
    const table = stringify({
      bom: true,
      escape_formulas: true,
      header: true,
      columns: [
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
      ],
    });
    const rows = function* () {
      let beforeId: number | undefined;
      for (;;) {
        const page = isPersonUnknown
          ? []
          : selectAuditEvents(
              db,
              { ...filter, ...(beforeId === undefined ? {} : { beforeId }) },
              EXPORT_STEP,
            );
        const names = selectNames(db, page, filter.courseId);
        const nameOf = (id: string | null) => (id === null ? "" : (names.get(id) ?? ""));
        for (const {
          id,
          at,
          actorId,
          action,
          courseId,
          assignmentId,
          userId,
          before,
          after,
        } of page) {
          yield [
            id,
            at.toISOString(),
            actorId ?? "",
            nameOf(actorId),
            action,
            courseId ?? "",
            assignmentId ?? "",
            userId ?? "",
            nameOf(userId),
            jsonOf(before),
            jsonOf(after),
          ];
        }
        beforeId = page.at(-1)?.id;
        if (page.length < EXPORT_STEP) return;
      }
    };
    c.header("content-type", "text/csv; charset=utf-8");
    c.header("content-disposition", 'attachment; filename="audit.csv"');
    return c.body(Readable.toWeb(Readable.from(rows()).pipe(table)) as ReadableStream);
  };

  return new Hono<AppEnv>()
    .get("/courses/:id/audit", (c) => {
      const course = requireInstructor(db, c);
      return c.html(
        <CourseLayout c={c} course={course} title={c.get("t")("audit.title")}>
          <AuditLog {...propsOf(c, course.timeZone, course.id)} />
        </CourseLayout>,
      );
    })
    .get("/courses/:id/audit/export", (c) => {
      const course = requireInstructor(db, c);
      return exportCsv(c, readFilter(c, course.timeZone, course.id));
    })
    .get("/manage/audit", (c) => {
      requireSiteOwner(c);
      return c.html(
        <Layout c={c} title={c.get("t")("audit.title")}>
          <AuditLog {...propsOf(c, c.get("timeZone"))} />
        </Layout>,
      );
    })
    .get("/manage/audit/export", (c) => {
      requireSiteOwner(c);
      return exportCsv(c, readFilter(c, c.get("timeZone")));
    });
}

function dateOf(text: string | undefined): string {
  try {
    return text === undefined || text === "" ? "" : Temporal.PlainDate.from(text).toString();
  } catch {
    return "";
  }
}

function startOf(date: string, timeZone: string): Date {
  return new Date(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
}

function jsonOf(value: unknown): string {
  return value === null ? "" : JSON.stringify(value);
}
