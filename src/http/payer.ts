// Whose budget pays for work that is not a submission: live tests, questions to the reference,
// measurements, what a model writes.

import type { AddressReader } from "./address.ts";
import type { AppContext } from "./environment.ts";

/** A viewer, or a network address, which a whole classroom may share. */
export interface Payer {
  kind: "viewer" | "address";
  id: string;
}

/** A guest is a browser that can be replaced at will, so its address pays. */
export function readPayer(c: AppContext, addressOf: AddressReader): Payer {
  const viewer = c.get("viewer");
  return viewer.kind === "member"
    ? { kind: "viewer", id: viewer.userId }
    : { kind: "address", id: addressOf(c) };
}
