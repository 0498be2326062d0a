// Mails the owner of an account whose password is being guessed: at most one mail an hour, in the
// language of the account or of the site.

import { makeTranslator } from "../i18n/index.ts";
import { parseSiteAddress } from "../site-address.ts";
import { describeErrorForLog } from "../log.ts";
import type { Config } from "../config.ts";
import type { Logger } from "pino";
import type { Throttle } from "../http/throttle.ts";
import { UNKNOWN_BROWSERS } from "../http/throttle.ts";
import { removeMadeUpEmail } from "../identity/login-names.ts";
import { createWarningMailer } from "./mail.ts";

export interface WarnedAccount {
  id: string;
  email: string;
  /** The name that the owner signs in with. */
  login: string;
  language: "zh-CN" | "en" | null;
}

/** Runs in the background: the response time must not reveal whether the account exists. */
export async function warnOwner(
  { config, log, throttle }: { config: Config; log: Logger; throttle: Throttle },
  account: WarnedAccount,
): Promise<void> {
  try {
    await throttle.take("warnAccount", account.id);
  } catch {
    return;
  }
  log.warn(
    { userId: account.id, times: UNKNOWN_BROWSERS.times },
    "too many wrong passwords for an account; further attempts have to wait",
  );
  const email = removeMadeUpEmail(account.email);
  if (config.mail === undefined || email === null) return;
  try {
    await createWarningMailer(config.mail)(
      email,
      {
        login: account.login,
        site: parseSiteAddress(config.publicUrl).full(""),
        times: UNKNOWN_BROWSERS.times,
      },
      makeTranslator(account.language ?? config.language),
    );
  } catch (error) {
    log.error({ error: describeErrorForLog(error) }, "email could not be sent");
  }
}
