// Makes a certificate for someone who has completed a pack, or says why not. Nothing is awaited, so
// no exam begins between the decision and the row.

import { MAX_NAME_CHARACTERS, readCertificateName } from "../certificates/certificate-name.ts";
import {
  findCertificate,
  makeCertificate,
  MAX_CERTIFICATES,
  selectCertificates,
} from "../certificates/certificates.ts";
import type { OfferedPack } from "../catalogue/catalogue.ts";
import type { Db } from "../db/open.ts";
import { computeCompletion } from "../grading/completion.ts";
import { selectProgress } from "../grading/select-progress.ts";
import type { FieldError } from "../ui/field.tsx";
import { formatIsoDay } from "../ui/format.ts";
import { selectRunningExams } from "./running-exams.ts";

interface CertificateRequest {
  userId: string;
  pack: OfferedPack;
  /** As typed. */
  name: string;
  /** Of its owner, for the date. */
  timeZone: string;
}

export type Certified =
  | { ok: true; id: string }
  | { ok: false; status: 409 | 422; error: FieldError };

export function certify(
  db: Db,
  { userId, pack, name: typed, timeZone }: CertificateRequest,
  now = new Date(),
): Certified {
  const known = findCertificate(selectCertificates(db, userId), pack.id, pack.version);
  if (known !== undefined) return { ok: true, id: known.id };
  if (selectRunningExams(db, pack).length > 0) return refuse("exam");
  const { completedAtMs } = computeCompletion(pack.offers, selectProgress(db, userId));
  if (completedAtMs === null) return refuse("unfinished");
  const read = readCertificateName(typed);
  if (!read.ok) {
    const key = `certificate.error.${read.problem}` as const;
    return { ok: false, status: 422, error: { key, params: { count: MAX_NAME_CHARACTERS } } };
  }
  const made = makeCertificate(
    db,
    {
      userId,
      name: read.name,
      packId: pack.id,
      packTitle: pack.title,
      packVersion: pack.version,
      exercises: pack.offers.length,
      finishedOn: formatIsoDay(new Date(completedAtMs), timeZone),
    },
    now,
  );
  return made === undefined ? refuse("count") : { ok: true, id: made.id };
}

function refuse(why: "exam" | "unfinished" | "count"): Certified {
  const error = { key: `certificate.error.${why}`, params: { count: MAX_CERTIFICATES } } as const;
  return { ok: false, status: 409, error };
}
