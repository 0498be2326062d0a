// The teacher's own work in the demo: every exercise of the pack, as practice, so that the summary
// of the pack has a language model that writes, and a certificate.

import type { OfferedPack } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { newId } from "../db/id.ts";
import { submissions } from "../db/submission-schema.ts";
import { HOUR_MS } from "../durations.ts";
import { certify } from "../pack-end/certify.ts";
import { addGrading } from "../scoring/add-grading.ts";
import type { GradedWork } from "./write-attempt.ts";

interface OwnWork {
  userId: string;
  /** On the certificate. */
  name: string;
  timeZone: string;
  pack: OfferedPack;
  /** One for each exercise of the pack, all of them accepted. */
  works: readonly GradedWork[];
  now: Date;
}

/** Call it in a transaction. */
export function writeOwnWork(db: Db, { userId, name, timeZone, pack, works, now }: OwnWork): void {
  for (const [i, { exercise, fileName, source, report }] of works.entries()) {
    const id = newId();
    const submittedAt = new Date(now.getTime() - (works.length - i) * 20 * HOUR_MS);
    db.insert(submissions)
      .values({
        id,
        userId,
        packId: exercise.pack,
        exerciseId: exercise.id,
        versionHash: exercise.hash,
        assignmentId: null,
        isPractice: true,
        saidToCount: false,
        attempt: 1,
        fileName,
        source,
        submittedAt,
        formKey: null,
        via: "web",
      })
      .run();
    addGrading(db, id, report, "", new Date(submittedAt.getTime() + 200));
  }
  const made = certify(db, { userId, pack, name, timeZone }, now);
  if (!made.ok) throw new Error(`the demo has no certificate: ${made.error.key}`);
}
