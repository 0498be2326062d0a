//   POST  /courses/:id/links               creates a join link
//   POST  /courses/:id/links/:link/revoke

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { type Form, readNarrow } from "../http/read-field.ts";
import type { AppEnv } from "../http/environment.ts";
import { readForm } from "../http/read-form.ts";
import type { FieldErrors } from "../ui/field.tsx";
import { requireInstructor } from "../membership/gate.ts";
import {
  addJoinLink,
  MAX_JOIN_DAYS,
  MAX_JOIN_USES,
  revokeJoinLink,
} from "../membership/join-links.ts";
import { requireActor } from "../http/require-actor.ts";
import { requireOpen } from "../membership/require-open.ts";
import { DAY_MS } from "../durations.ts";

import { type PeopleParts, showPeople } from "./show-people.tsx";

export function joinLinkRoutes(parts: PeopleParts): Hono<AppEnv> {
  const { db } = parts;
  return new Hono<AppEnv>()
    .post("/courses/:id/links", async (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      const form = await readForm(c);
      const uses = wholeNumber(form, "uses", MAX_JOIN_USES);
      const days = wholeNumber(form, "days", MAX_JOIN_DAYS);
      const errors: FieldErrors<"uses" | "days"> = {
        ...(uses === undefined
          ? { uses: { key: "manage.error.number", params: { max: MAX_JOIN_USES } } }
          : {}),
        ...(days === undefined
          ? { days: { key: "manage.error.number", params: { max: MAX_JOIN_DAYS } } }
          : {}),
      };
      if (uses === undefined || days === undefined) {
        c.status(422);
        return showPeople(parts, c, course, { errors });
      }
      addJoinLink(db, requireActor(c), course.id, {
        maxUses: uses,
        expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS),
      });
      return c.redirect(`/courses/${course.id}/people#links`, 303);
    })
    .post("/courses/:id/links/:link/revoke", (c) => {
      const course = requireInstructor(db, c);
      requireOpen(course);
      if (!revokeJoinLink(db, requireActor(c), course.id, c.req.param("link")))
        throw new HTTPException(404);
      return c.redirect(`/courses/${course.id}/people#links`, 303);
    });
}

/** null if the field was left empty; undefined if it is not a whole number from 1 to `most`. */
function wholeNumber(form: Form, name: string, most: number): number | null | undefined {
  const text = readNarrow(form, name);
  if (text === "") return null;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= most ? value : undefined;
}
