//   POST  /courses/:id/gradebook/:assignment/:user/override       sets a score by hand, with a reason
//   POST  /courses/:id/gradebook/:assignment/:user/override/undo

import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Db } from "../db/open.ts";
import type { AppEnv } from "../http/environment.ts";
import { readLine, readText } from "../http/read-field.ts";
import { readForm } from "../http/read-form.ts";
import type { FieldErrors } from "../ui/field.tsx";
import { formatNumber } from "../ui/format.ts";
import type { CellField } from "./cell-page-props.ts";
import { CELL, findCellToChange, redirectToCell, refuseCell } from "./cell-request.tsx";
import {
  MAX_REASON_LENGTH,
  limitPoints,
  readPoints,
  setOverride,
  undoOverride,
} from "./override-score.ts";

export function overrideRoutes(db: Db): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .post(`${CELL}/override`, async (c) => {
      const { course, cell, name, actorId } = findCellToChange(db, c);
      const form = await readForm(c);
      const values = { points: readText(form, "points"), reason: readLine(form, "reason") };
      const most = limitPoints(cell.assignment.points);
      const points = readPoints(values.points, most);
      const errors: FieldErrors<CellField> = {};
      if (points === undefined)
        errors.points = {
          key: "gradebook.error.points",
          params: { most: formatNumber(most, c.get("language")) },
        };
      if (values.reason === "" || values.reason.length > MAX_REASON_LENGTH)
        errors.reason = { key: "gradebook.error.reason", params: { count: MAX_REASON_LENGTH } };
      if (points === undefined || errors.reason !== undefined)
        return refuseCell(db, c, { course, cell }, errors, values);
      setOverride(db, name, { points, reason: values.reason, actorId });
      return redirectToCell(c, name, "override");
    })
    .post(`${CELL}/override/undo`, async (c) => {
      const { name, actorId, cell } = findCellToChange(db, c);
      const id = readText(await readForm(c), "override");
      if (!cell.overrides.some((entry) => entry.id === id)) throw new HTTPException(404);
      undoOverride(db, name, id, actorId);
      return redirectToCell(c, name, "override");
    });
}
