//   GET, POST  /seat/:secret                             the one-time link of a roster's line: a
//                                                        signed-in user who opens it takes the
//                                                        line's seat
//   POST       /courses/:id/people/seats/:seat/confirm   staff confirm that the account that claims
//                                                        the seat is the person
//   POST       /courses/:id/people/seats/:seat/link      creates a new link, shown once
//   POST       /courses/:id/people/seats/:seat/mail      sends it to the roster's address
//   POST       /courses/:id/people/seats/:seat/withdraw

import { eq } from "drizzle-orm";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { recordAudit } from "../../db/record-audit.ts";
import { createSeatMailer } from "../../auth/mail.ts";
import { users } from "../../db/schema.ts";
import type { AppContext, AppEnv } from "../../http/environment.ts";
import { RefusedError } from "../../http/errors.ts";
import {
  isSomebodyElse,
  makeSeatLink,
  selectOptionalOpenSeat,
  selectOptionalSeatByLink,
  takeSeat,
  withdrawSeat,
} from "../../identity/seats.ts";
import { describeErrorForLog } from "../../log.ts";
import type { Config } from "../../config.ts";
import type { Db } from "../../db/open.ts";
import type { Logger } from "pino";
import type { Throttle } from "../../http/throttle.ts";
import { requireInstructor } from "../../membership/gate.ts";
import { requireOpen } from "../../membership/require-open.ts";
import { selectOptionalRosterName } from "./select-seats.ts";
import { SeatLinkPage, SeatPage } from "./seat-page.tsx";
import { requireActor } from "../../http/require-actor.ts";

interface SeatServices {
  config: Config;
  db: Db;
  log: Logger;
  throttle: Throttle;
}

export function seatRoutes(services: SeatServices): Hono<AppEnv> {
  const { config, db } = services;
  const send = config.mail === undefined ? undefined : createSeatMailer(config.mail);

  return new Hono<AppEnv>()
    .get("/seat/:secret", (c) => {
      const { seat, course } = findByLink(services, c);
      const { kind, userId } = c.get("viewer");
      const rosterName = kind === "member" ? selectOptionalRosterName(db, course.id, userId) : null;
      return c.html(
        <SeatPage
          c={c}
          seat={seat}
          course={course}
          isSomebodyElse={isSomebodyElse(rosterName, seat.name)}
        />,
      );
    })
    .post("/seat/:secret", (c) => {
      const { seat, course } = findByLink(services, c);
      const viewer = c.get("viewer");
      if (viewer.kind !== "member" || c.get("hasToken")) return c.redirect(c.req.path, 303);
      const isTaken = db.transaction(
        () => takeSeat(db, seat, viewer.userId, "link", viewer.userId),
        { behavior: "immediate" },
      );
      return c.redirect(isTaken ? `/courses/${course.id}?done=joined` : c.req.path, 303);
    })
    .post("/courses/:id/people/seats/:seat/confirm", (c) => answerConfirm(services, c))
    .post("/courses/:id/people/seats/:seat/link", (c) => {
      const { course, seat, url } = makeLink(services, c);
      return c.html(<SeatLinkPage c={c} course={course} seat={seat} url={url} />);
    })
    .post("/courses/:id/people/seats/:seat/mail", (c) => answerMail(services, c, send))
    .post("/courses/:id/people/seats/:seat/withdraw", (c) => {
      const { course, seat, actorId } = findSeat(services, c);
      if (!withdrawSeat(db, actorId, course.id, seat.id)) throw new HTTPException(404);
      return redirectToSeats(c, course.id, "withdrawn");
    });
}

function findByLink({ db }: SeatServices, c: AppContext) {
  const found = selectOptionalSeatByLink(db, c.req.param("secret") ?? "");
  if (found === undefined) throw new HTTPException(404);
  return found;
}

/** For instructors, while the course is open. */
function findSeat({ db }: SeatServices, c: AppContext) {
  const course = requireInstructor(db, c);
  requireOpen(course);
  const seat = selectOptionalOpenSeat(db, course.id, c.req.param("seat") ?? "");
  // Only the course's owners decide who is staff.
  if (seat === undefined || (seat.role !== "student" && !course.isOwner))
    throw new HTTPException(404);
  return { course, seat, actorId: requireActor(c) };
}

function redirectToSeats(c: AppContext, courseId: string, done: string) {
  return c.redirect(`/courses/${courseId}/people?done=${done}#open-seats`, 303);
}

function makeLink(services: SeatServices, c: AppContext) {
  const { db } = services;
  const { course, seat, actorId } = findSeat(services, c);
  const url = db.transaction(
    (tx) => {
      recordAudit(tx, {
        action: "seat.link",
        actorId,
        courseId: course.id,
        userId: seat.claimedBy,
        after: { seat: seat.id },
      });
      return c.get("site").full(`/seat/${makeSeatLink(tx, seat.id)}`);
    },
    { behavior: "immediate" },
  );
  return { course, seat, url };
}

function answerConfirm(services: SeatServices, c: AppContext) {
  const { db } = services;
  const { course, seat, actorId } = findSeat(services, c);
  const { claimedBy } = seat;
  const isThere =
    claimedBy !== null &&
    db.select({ id: users.id }).from(users).where(eq(users.id, claimedBy)).get() !== undefined;
  if (
    !isThere ||
    !db.transaction(() => takeSeat(db, seat, claimedBy, "staff", actorId), {
      behavior: "immediate",
    })
  )
    throw new HTTPException(404);
  return redirectToSeats(c, course.id, "confirmed");
}

async function answerMail(
  services: SeatServices,
  c: AppContext,
  send: ReturnType<typeof createSeatMailer> | undefined,
) {
  const { throttle, log } = services;
  if (send === undefined || findSeat(services, c).seat.email === "") throw new HTTPException(404);
  await throttle.take("firstLinks", findSeat(services, c).actorId);
  const { course, seat, url } = makeLink(services, c);
  try {
    await send(seat.email, { name: seat.name, course: course.title, url }, c.get("t"));
  } catch (error) {
    log.error({ error: describeErrorForLog(error) }, "email could not be sent");
    throw new RefusedError("mail-failed", { key: "people.seats.mailFailed" });
  }
  return redirectToSeats(c, course.id, "mailed");
}
