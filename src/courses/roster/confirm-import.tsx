// Imports a previewed roster, if it would still do exactly what the preview showed.

import type { AppContext } from "../../http/environment.ts";
import { readForm } from "../../http/read-form.ts";
import { removeParticipant } from "../../membership/change-enrolments.ts";
import type { CourseView } from "../../membership/course-view.ts";
import { hasSureEncoding } from "../../tables/table.ts";
import { takeTurns } from "../../tables/take-turns.ts";
import type { FieldError } from "../../ui/field.tsx";
import {
  findOpenCourse,
  findRoster,
  type ImportParts,
  readImportId,
  runAlone,
  settleNote,
} from "./find-import.ts";
import { importRoster } from "./import-roster.ts";
import { RosterChangedError } from "./store-seat.ts";
import { countImport, prepareAccounts, prepareClaims } from "./prepare-import.ts";
import { PreviewPage } from "./preview-page.tsx";
import { type Preview, previewRoster } from "./preview-roster.ts";
import { readRosterChoice } from "./roster-choice.ts";
import { requireActor } from "../../http/require-actor.ts";

type ConfirmForm = Awaited<ReturnType<typeof readForm>>;

export async function confirmImport(parts: ImportParts, c: AppContext) {
  const course = findOpenCourse(parts, c);
  const file = readImportId(c);
  const form = await readForm(c);
  return runAlone(parts, file, async () => {
    // The button was pressed twice: it is done already.
    if ((await settleNote(parts, course, file)) !== undefined) return c.redirect(c.req.path, 303);
    const bytes = await findRoster(parts, c, course);
    const choice = readRosterChoice((name) =>
      typeof form[name] === "string" ? form[name] : undefined,
    );
    const look = () => previewRoster(parts.db, course, bytes, choice, takeTurns());
    const askAgain = (preview: Preview, status: 409 | 422, error: FieldError) => {
      c.status(status);
      return c.html(
        <PreviewPage
          c={c}
          course={course}
          file={file}
          preview={preview}
          choice={choice}
          error={error}
        />,
      );
    };
    const preview = await look();
    const refusal = findRefusal(preview, form);
    if (refusal !== undefined) return askAgain(preview, refusal.status, refusal.error);
    if (!(await writeImport(parts, c, course, preview, form)))
      return askAgain(await look(), 409, { key: "roster.changed" });
    return c.redirect(c.req.path, 303);
  });
}

/** Why this preview may not be imported as the form says; undefined if it may. */
function findRefusal(
  { roster, plan, hash }: Preview,
  form: ConfirmForm,
): { status: 409 | 422; error: FieldError } | undefined {
  if (roster.isBroken || hash !== form["plan"])
    return { status: 409, error: { key: "roster.changed" } };
  const isSure = roster.table === undefined || hasSureEncoding(roster.table.source);
  if (!isSure && form["namesAreRight"] !== "yes")
    return { status: 422, error: { key: "table.source.confirmMissing" } };
  if (plan.problems.length > 0 && form["partial"] !== "yes")
    return { status: 422, error: { key: "roster.partialMissing" } };
  return undefined;
}

/**
 * False if something has changed since the preview; then nothing is imported. The note is written
 * first, so that no account is left without its link.
 */
async function writeImport(
  parts: ImportParts,
  c: AppContext,
  course: CourseView,
  { plan, vanished }: Preview,
  form: ConfirmForm,
): Promise<boolean> {
  const { db, rosters } = parts;
  const file = readImportId(c);
  const accounts = prepareAccounts(plan.lines);
  const claims = prepareClaims(plan.lines, readConfirmedLines(form));
  await rosters.writeNote(course.id, file, {
    ...countImport(plan.lines, claims),
    pending: accounts.map(({ userId }) => userId),
    seats: claims.filter(({ isConfirmed }) => !isConfirmed).map(({ seatId }) => seatId),
    mailing: [],
  });
  try {
    // Reading took a while: check again.
    findOpenCourse(parts, c);
    const actorId = requireActor(c);
    importRoster(db, actorId, course.id, { lines: plan.lines, accounts, claims });
    for (const { userId } of vanished)
      if (form[`remove.${userId}`] === "yes") removeParticipant(db, actorId, course.id, userId);
  } catch (error) {
    await rosters.forget(course.id, file, ".json");
    if (error instanceof RosterChangedError) return false;
    throw error;
  }
  await rosters.forget(course.id, file, ".csv");
  return true;
}

/** The line numbers that staff ticked as "same person": fields "same-12". */
function readConfirmedLines(form: Record<string, unknown>): Set<number> {
  return new Set(
    Object.keys(form)
      .flatMap((name) => /^same-(\d{1,9})$/.exec(name)?.[1] ?? [])
      .map(Number),
  );
}
