// Why hints cannot be opened now, and what it takes.

import { chooseTitle } from "../assignments/assignments.ts";
import type { AppContext } from "../http/environment.ts";
import { RefusedError } from "../http/errors.ts";
import { formatDate } from "../ui/format.ts";
import type { HintAccess } from "./hint-access.ts";

type Refusal = Exclude<HintAccess, { kind: "open" }>;

/** One sentence or two. */
export function describeAccess(c: AppContext, access: Refusal): string {
  const { key, params } = chooseWords(c, access);
  return c.get("t")(key, params);
}

/** Its code is "hints-exam", "hints-off" or "hints-attempts". */
export function refuseHints(c: AppContext, access: Refusal): RefusedError {
  return new RefusedError(`hints-${access.kind}`, chooseWords(c, access));
}

function chooseWords(c: AppContext, access: Refusal): RefusedError["words"] {
  const language = c.get("language");
  switch (access.kind) {
    case "exam": {
      if (!Number.isFinite(access.endMs)) return { key: "hint.examEndless" };
      const date = formatDate(new Date(access.endMs), language, c.get("timeZone"));
      return { key: "hint.exam", params: { date } };
    }
    case "off":
      return {
        key: "hint.off",
        params: { assignment: chooseTitle(access.work.assignment, language) },
      };
    case "attempts":
      return {
        key: "hint.attempts",
        params: {
          count: access.missing,
          assignment: chooseTitle(access.work.assignment, language),
        },
      };
  }
}
