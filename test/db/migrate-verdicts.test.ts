// A database from before hidden groups stopped naming limits: its students see the coarse verdict
// of new gradings.

import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../src/db/open.ts";
import { gradings } from "../../src/db/submission-schema.ts";
import { openOldDatabase } from "../support/old-database.ts";
import { temporaryFolder } from "../support/packs.ts";

test("a limit that a hidden group exceeded is no longer named, every other verdict is", () => {
  const file = join(temporaryFolder(), "old.db");
  const old = openOldDatabase(file, "0007");
  const hash = "a".repeat(64);
  old
    .prepare(
      "insert into versions (hash, pack_id, exercise_id, title, level, max_score, kept_at) values (?, 'tiny', 'sum', '{}', 1, 10, 0)",
    )
    .run(hash);
  old.exec(
    "insert into users (id, name, email, email_verified, created_at, updated_at) values ('ann', 'Ann', 'ann@example.org', 0, 0, 0)",
  );
  const submit = old.prepare(
    "insert into submissions (id, user_id, pack_id, exercise_id, version_hash, attempt, file_name, source, submitted_at, via) values (?, 'ann', 'tiny', 'sum', ?, ?, 'a.ts', 'x', 0, 'web')",
  );
  const grade = old.prepare(
    "insert into gradings (id, submission_id, version_hash, run_id, seed, engine, verdict, score, max_score, report, groups, graded_at) values (?, ?, ?, '', 1, '0', ?, 0, 10, ?, '[]', 0)",
  );
  const group = (visible: boolean, verdict: string) => ({ visible, verdict });
  const rows = [
    [
      "hidden",
      "time-limit-exceeded",
      group(true, "accepted"),
      group(true, "skipped"),
      group(false, "time-limit-exceeded"),
    ],
    [
      "visible first",
      "memory-limit-exceeded",
      group(true, "memory-limit-exceeded"),
      group(false, "time-limit-exceeded"),
    ],
    [
      "hidden first",
      "output-limit-exceeded",
      group(false, "output-limit-exceeded"),
      group(true, "wrong-answer"),
    ],
    ["wrong", "wrong-answer", group(false, "wrong-answer")],
  ] as const;
  for (const [i, [id, verdict, ...groups]] of rows.entries()) {
    submit.run(id, hash, i + 1);
    grade.run(id, id, hash, verdict, JSON.stringify({ verdict, groups }));
  }
  old.close();

  const db = openDatabase(file);
  const read = Object.fromEntries(
    db
      .select({ id: gradings.id, verdict: gradings.verdict })
      .from(gradings)
      .all()
      .map(({ id, verdict }) => [id, verdict]),
  );
  expect(read).toEqual({
    hidden: "limit-exceeded",
    "visible first": "memory-limit-exceeded",
    "hidden first": "limit-exceeded",
    wrong: "wrong-answer",
  });
  db.$client.close();
});
