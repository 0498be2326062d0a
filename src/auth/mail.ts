// The one mail that the site sends: a link to set a new password.

import { createTransport } from "nodemailer";
import type { Config } from "../config.ts";
import type { Translate } from "../i18n/index.ts";
import { RESET_LINK_HOURS } from "./one-time-links.ts";

const TIMEOUT_MS = 15_000;

export type SendResetMail = (to: string, url: string, t: Translate) => Promise<void>;

/** Throws what the mail server says, or that there is none. */
export function createResetMailer({ smtpUrl, from }: NonNullable<Config["mail"]>): SendResetMail {
  const transport = createTransport({ url: smtpUrl, connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS }, { from });
  return async (to, url, t) => {
    // An address is data: with a name or a list in it, it would be read as more than one.
    await transport.sendMail({ to: { name: "", address: to }, subject: t("account.mail.subject"), text: t("account.mail.text", { url, count: RESET_LINK_HOURS }) });
  };
}
