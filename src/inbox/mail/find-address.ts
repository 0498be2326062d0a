// The address to which notices of a person are mailed, or why there is none.

import { removeMadeUpEmail } from "../../identity/login-names.ts";
import type { NoticeSettings } from "../../notices/deliveries.ts";

export type FoundAddress =
  | { kind: "ok"; address: string }
  | { kind: "noServer" | "none" }
  /** Someone else may own it. */
  | { kind: "unverified"; address: string }
  | { kind: "refused"; address: string; code: string; at: Date };

export function findAddress(
  { email, emailVerified }: { email: string; emailVerified: boolean },
  { refused }: Pick<NoticeSettings, "refused">,
  hasServer: boolean,
): FoundAddress {
  if (!hasServer) return { kind: "noServer" };
  const address = removeMadeUpEmail(email);
  if (address === null) return { kind: "none" };
  if (!emailVerified) return { kind: "unverified", address };
  // A new address is not the one that was refused.
  return refused?.address === address ? { kind: "refused", ...refused } : { kind: "ok", address };
}
