// A certificate of the pack `tiny` for a user, without the work for it.

import { type Certificate, makeCertificate } from "../../src/certificates/certificates.ts";
import type { Db } from "../../src/db/open.ts";

export function addCertificate(
  db: Db,
  userId: string,
  changes: Partial<Certificate> = {},
): Certificate {
  const made = makeCertificate(db, {
    userId,
    name: "Ada Lovelace",
    packId: "tiny",
    packTitle: { "zh-CN": "测试用的小题", en: "Small exercises for tests" },
    packVersion: "1.0.0",
    exercises: 1,
    finishedOn: "2026-11-30",
    ...changes,
  });
  if (made === undefined) throw new Error("too many certificates");
  return made;
}
