// Passwords that cost nothing to hash, for tests in which people sign up and in only to exist: the
// real hash is slow by design, and hundreds of them were most of such files' time. Tests of signing
// in itself use the real one (test/auth, in the browser, over the network).

import { createHash } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import type { Services } from "../../src/services.ts";

const quickHash = (password: string) =>
  `quick:${createHash("sha256").update(password).digest("hex")}`;

export async function useQuickPasswords({ auth }: Pick<Services, "auth">): Promise<void> {
  const { password } = await auth.$context;
  // Not at once: others get their turn meanwhile, as with the real one.
  password.hash = async (text) => (await turn(), quickHash(text));
  password.verify = async ({ hash, password: text }) => (await turn(), hash === quickHash(text));
}
