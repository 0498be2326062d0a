// Adds a failing case to the reader's own tests. With scripts, the exercise's page does it without
// leaving (islands/editor/own-tests.ts).

import type { CaseReport, OwnTest } from "../../grader/doors/reports.ts";
import type { AppContext } from "../http/environment.ts";

export function KeepCase({
  c,
  keepAt,
  data,
}: {
  c: AppContext;
  keepAt: string | undefined;
  /** Reports of an earlier version have none. */
  data: CaseReport["data"] | undefined;
}) {
  if (keepAt === undefined || !data) return <></>;
  const test: OwnTest = { kind: "case", ...data };
  return (
    <form class="keep-case" method="post" action={keepAt}>
      <input type="hidden" name="test" value={JSON.stringify(test)} />
      <button type="submit" class="quiet">
        {c.get("t")("ownTest.keepCase")}
      </button>
    </form>
  );
}

/** The address that adds a test for the exercise. `query`: "?assignment=…", or "". */
export function locateKeeping(pack: string, exercise: string, query: string): string {
  return `/exercises/${pack}/${exercise}/own-tests${query}`;
}
