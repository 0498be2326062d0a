//   GET, POST  /courses/:id/people/import                     uploads a roster, as a file or pasted
//   GET, POST  /courses/:id/people/import/:file               the preview, read as the query string
//   says; imports it if nothing has changed; then the result
//   GET        /courses/:id/people/import/:file/problems.csv  the lines that cannot be imported,
//   with the reasons
//   POST       /courses/:id/people/import/:file/discard
//   POST       /courses/:id/people/import/:file/links         the new accounts' first links as CSV,
//   once
//   POST       /courses/:id/people/import/:file/mail          the same links by mail

import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { recordAudit } from "../../db/record-audit.ts";
import { users } from "../../db/schema.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { RefusedError } from "../../http/errors.ts";
import { readForm } from "../../http/read-form.ts";
import { selectOptionalOpenSeat } from "../../identity/seats.ts";
import type { Config } from "../../config.ts";
import type { Db } from "../../db/open.ts";
import type { FirstMailer } from "../first-links/first-mailer.ts";
import type { Fault } from "../../ui/field.tsx";
import { isSureOf } from "../../tables/table.ts";
import { removeParticipant } from "../../membership/change-enrolments.ts";
import { countMails, queueMails } from "../first-links/mail-queue.ts";
import { requireInstructor } from "../../membership/gate.ts";
import type { CourseView } from "../../membership/queries.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { makeLinksFile, selectUnused } from "../first-links/links-file.ts";
import {
  countImport,
  importRoster,
  prepareAccounts,
  prepareClaims,
  RosterChangedError,
} from "./import-roster.ts";
import { type ImportNote, KeptRosters } from "./kept-rosters.ts";
import { PreviewPage } from "./preview-page.tsx";
import { type Preview, previewRoster } from "./preview-roster.ts";
import { makeProblemsFile } from "./problems-file.ts";
import { readRoster, type RosterChoice } from "./read-roster.ts";
import { readRosterChoice } from "./roster-choice.ts";
import { ImportedPage, RosterPage } from "./roster-page.tsx";
import { takeTurns } from "../../tables/take-turns.ts";

/** Characters of a refused pasted roster that are put back into the page. */
const MAX_SHOWN_AGAIN = 100_000;

export function rosterRoutes({
  config,
  db,
  firstMailer,
}: {
  config: Config;
  db: Db;
  firstMailer: FirstMailer | undefined;
}): Hono<AppEnv> {
  const kept = new KeptRosters(config.dataFolder);
  /** Ids of imports that are running, or whose links are being created. */
  const busy = new Set<string>();

  const findOpen = (c: AppContext): CourseView => {
    const course = requireInstructor(db, c);
    requireOpen(course);
    return course;
  };
  const fileOf = (c: AppContext) => c.req.param("file") ?? "";
  const choiceOf = (c: AppContext): RosterChoice => readRosterChoice((name) => c.req.query(name));
  const findBytes = async (c: AppContext, course: CourseView): Promise<Uint8Array> => {
    const bytes = await kept.bytes(course.id, fileOf(c));
    if (bytes === undefined) throw new HTTPException(404);
    return bytes;
  };
  const findNote = async (c: AppContext, course: CourseView): Promise<ImportNote> => {
    const note = await kept.note(course.id, fileOf(c));
    if (note === undefined) throw new HTTPException(404);
    return note;
  };
  /**
   * A server killed during an import leaves both files: whether the accounts exist shows whether it
   * was imported.
   */
  const settledNote = async (course: CourseView, file: string): Promise<ImportNote | undefined> => {
    const note = await kept.note(course.id, file);
    if (note === undefined || (await kept.bytes(course.id, file)) === undefined) return note;
    const [first] = note.pending;
    const isDone =
      first !== undefined &&
      db.select({ id: users.id }).from(users).where(eq(users.id, first)).get() !== undefined;
    await kept.forget(course.id, file, isDone ? ".csv" : ".json");
    return isDone ? note : undefined;
  };
  /** One at a time per import: a link created twice would be missing from the first list. */
  const alone = async <T,>(file: string, work: () => Promise<T>): Promise<T> => {
    if (busy.has(file)) throw new RefusedError("roster-busy", { key: "roster.busy" });
    busy.add(file);
    try {
      return await work();
    } finally {
      busy.delete(file);
    }
  };

  return new Hono<AppEnv>()
    .get("/courses/:id/people/import", (c) => c.html(<RosterPage c={c} course={findOpen(c)} />))
    .post("/courses/:id/people/import", async (c) => {
      const course = findOpen(c);
      const form = await readForm(c);
      const pasted = typeof form["text"] === "string" ? form["text"] : "";
      const refuse = (fault: Fault) => {
        c.status(422);
        return c.html(
          <RosterPage
            c={c}
            course={course}
            text={pasted.length <= MAX_SHOWN_AGAIN ? pasted : ""}
            fault={fault}
          />,
        );
      };
      const file = form["file"];
      const bytes =
        file instanceof File && file.size > 0
          ? new Uint8Array(await file.arrayBuffer())
          : new TextEncoder().encode(pasted);
      const { table, problems } = await readRoster(bytes, takeTurns());
      if (table === undefined) return refuse(problems[0]!);
      return c.redirect(
        `/courses/${course.id}/people/import/${await kept.keep(course.id, bytes)}`,
        303,
      );
    })
    .get("/courses/:id/people/import/:file", async (c) => {
      const course = requireInstructor(db, c);
      const file = fileOf(c);
      const note = busy.has(file)
        ? await kept.note(course.id, file)
        : await settledNote(course, file);
      if (note !== undefined)
        return c.html(
          <ImportedPage
            c={c}
            course={course}
            file={file}
            note={note}
            hasMail={firstMailer !== undefined}
            mails={countMails(db, course.id, note.mailing)}
          />,
        );
      const bytes = await findBytes(c, course);
      requireOpen(course);
      const choice = choiceOf(c);
      return c.html(
        <PreviewPage
          c={c}
          course={course}
          file={file}
          preview={await previewRoster(db, course, bytes, choice, takeTurns())}
          choice={choice}
        />,
      );
    })
    .get("/courses/:id/people/import/:file/problems.csv", async (c) => {
      const course = findOpen(c);
      const bytes = await findBytes(c, course);
      const preview = await previewRoster(db, course, bytes, choiceOf(c), takeTurns());
      c.header("content-type", "text/csv; charset=utf-8");
      c.header(
        "content-disposition",
        `attachment; filename="roster-problems-${fileOf(c).slice(0, 6)}.csv"`,
      );
      return c.body(makeProblemsFile(preview, c.get("t")));
    })
    .post("/courses/:id/people/import/:file", async (c) => {
      const course = findOpen(c);
      const file = fileOf(c);
      const form = await readForm(c);
      return alone(file, async () => {
        // The button was pressed twice: it is done already.
        if ((await settledNote(course, file)) !== undefined) return c.redirect(c.req.path, 303);
        const bytes = await findBytes(c, course);
        const choice = readRosterChoice((name) =>
          typeof form[name] === "string" ? form[name] : undefined,
        );
        const look = () => previewRoster(db, course, bytes, choice, takeTurns());
        const askAgain = (preview: Preview, status: 409 | 422, fault: Fault) => {
          c.status(status);
          return c.html(
            <PreviewPage
              c={c}
              course={course}
              file={file}
              preview={preview}
              choice={choice}
              fault={fault}
            />,
          );
        };
        const preview = await look();
        const { plan, roster, vanished } = preview;
        if (roster.isBroken || preview.hash !== form["plan"])
          return askAgain(preview, 409, { key: "roster.changed" });
        if (
          roster.table !== undefined &&
          !isSureOf(roster.table.source) &&
          form["namesAreRight"] !== "yes"
        )
          return askAgain(preview, 422, { key: "table.source.confirmMissing" });
        if (plan.problems.length > 0 && form["partial"] !== "yes")
          return askAgain(preview, 422, { key: "roster.partialMissing" });
        const accounts = prepareAccounts(plan.lines);
        const pending = accounts.map(({ userId }) => userId);
        const claims = prepareClaims(plan.lines, confirmedLines(form));
        const seats = claims.filter(({ isConfirmed }) => !isConfirmed).map(({ seatId }) => seatId);
        await kept.writeNote(course.id, file, {
          ...countImport(plan.lines, claims),
          pending,
          seats,
          mailing: [],
        });
        try {
          // Reading took a while: check again.
          findOpen(c);
          const actorId = c.get("viewer").userId ?? "";
          importRoster(db, actorId, course.id, { lines: plan.lines, accounts, claims });
          for (const { userId } of vanished)
            if (form[`remove.${userId}`] === "yes")
              removeParticipant(db, actorId, course.id, userId);
        } catch (error) {
          await kept.forget(course.id, file, ".json");
          if (error instanceof RosterChangedError)
            return askAgain(await look(), 409, { key: "roster.changed" });
          throw error;
        }
        await kept.forget(course.id, file, ".csv");
        return c.redirect(c.req.path, 303);
      });
    })
    .post("/courses/:id/people/import/:file/discard", async (c) => {
      const course = findOpen(c);
      await findBytes(c, course);
      await kept.forget(course.id, fileOf(c), ".csv");
      return c.redirect(`/courses/${course.id}/people/import`, 303);
    })
    .post("/courses/:id/people/import/:file/links", async (c) => {
      const course = findOpen(c);
      const file = fileOf(c);
      await findNote(c, course);
      return alone(file, async () => {
        const note = await findNote(c, course);
        if (note.pending.length + note.seats.length === 0)
          throw new RefusedError("roster-links-gone", { key: "roster.links.none" });
        const pause = takeTurns();
        const rows = await selectUnused(db, course, note.pending, pause);
        recordAudit(db, {
          action: "first-link.make",
          actorId: c.get("viewer").userId,
          courseId: course.id,
          after: { count: rows.length },
        });
        const seats = note.seats.flatMap((id) => selectOptionalOpenSeat(db, course.id, id) ?? []);
        const text = await makeLinksFile(db, c.get("site"), { rows, seats }, c.get("t"), pause);
        await kept.writeNote(course.id, file, { ...note, pending: [], seats: [] });
        c.header("content-type", "text/csv; charset=utf-8");
        c.header(
          "content-disposition",
          `attachment; filename="first-links-${file.slice(0, 6)}.csv"`,
        );
        return c.body(text);
      });
    })
    .post("/courses/:id/people/import/:file/mail", async (c) => {
      const course = findOpen(c);
      const file = fileOf(c);
      await findNote(c, course);
      if (firstMailer === undefined) throw new HTTPException(404);
      await alone(file, async () => {
        const note = await findNote(c, course);
        const rows = await selectUnused(db, course, note.pending, takeTurns());
        const mailing = rows.flatMap(({ userId, email }) => (email === null ? [] : [userId]));
        queueMails(
          db,
          {
            courseId: course.id,
            actorId: c.get("viewer").userId ?? "",
            language: c.get("language"),
          },
          mailing,
        );
        const left = new Set(mailing);
        await kept.writeNote(course.id, file, {
          ...note,
          pending: note.pending.filter((id) => !left.has(id)),
          mailing: [...note.mailing, ...mailing],
        });
      });
      firstMailer.wake();
      return c.redirect(`/courses/${course.id}/people/import/${file}`, 303);
    });
}

/** The line numbers that staff ticked as "same person": fields "same-12". */
function confirmedLines(form: Record<string, unknown>): Set<number> {
  return new Set(
    Object.keys(form)
      .flatMap((name) => /^same-(\d{1,9})$/.exec(name)?.[1] ?? [])
      .map(Number),
  );
}
