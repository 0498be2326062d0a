// The mails of the site: links to set or reset a password and to verify an address, and a warning
// about password guesses.

import { createTransport } from "nodemailer";
import type { Config } from "../config.ts";
import type { Translate } from "../i18n/index.ts";
import { nameInstitutions } from "./institutions.ts";
import { FIRST_LINK_DAYS, RESET_LINK_HOURS, VERIFY_LINK_DAYS } from "./one-time-links.ts";

const TIMEOUT_MS = 15_000;

export type SendResetMail = (to: string, url: string, t: Translate) => Promise<void>;
export type SendFirstMail = (
  to: string,
  words: { name: string; login: string; course: string; url: string },
  t: Translate,
) => Promise<void>;
export type SendWarningMail = (
  to: string,
  words: { login: string; site: string; times: number },
  t: Translate,
) => Promise<void>;

/** The function throws the mail server's error, or an error if there is no mail server. */
export function createResetMailer(mail: NonNullable<Config["mail"]>): SendResetMail {
  const send = createSender(mail);
  return (to, url, t) =>
    send(to, t("account.mail.subject"), t("account.mail.text", { url, count: RESET_LINK_HOURS }));
}

/** For a person whose new account was created by a course. Throws as the function above. */
export function createFirstMailer(mail: NonNullable<Config["mail"]>): SendFirstMail {
  const send = createSender(mail);
  return (to, words, t) =>
    send(
      to,
      t("roster.mail.subject", { course: words.course }),
      t("roster.mail.text", { ...words, count: FIRST_LINK_DAYS }),
    );
}

/** The same on a site where only site owners have a password: the account opens by signing in. */
export function createInvitationMailer(
  mail: NonNullable<Config["mail"]>,
  config: Pick<Config, "oidc" | "cas">,
): SendFirstMail {
  const send = createSender(mail);
  return (to, words, t) =>
    send(
      to,
      t("roster.mail.subject", { course: words.course }),
      t("institution.only.mail", { ...words, institution: nameInstitutions(config, t) }),
    );
}

/** For the owner of an account whose password is being guessed. Throws as the others. */
export function createWarningMailer(mail: NonNullable<Config["mail"]>): SendWarningMail {
  const send = createSender(mail);
  return (to, { times, ...words }, t) =>
    send(
      to,
      t("account.mail.guessedSubject"),
      t("account.mail.guessed", { ...words, count: times }),
    );
}

/** To the address that the account gives as its own. Throws as the others. */
export function createVerifyMailer(mail: NonNullable<Config["mail"]>) {
  const send = createSender(mail);
  return (to: string, words: { name: string; url: string }, t: Translate) =>
    send(
      to,
      t("account.verifyMail.subject"),
      t("account.verifyMail.text", { ...words, count: VERIFY_LINK_DAYS }),
    );
}

/** The one-time link of a roster line, to the roster's address. Throws as the others. */
export function createSeatMailer(mail: NonNullable<Config["mail"]>) {
  const send = createSender(mail);
  return (to: string, words: { name: string; course: string; url: string }, t: Translate) =>
    send(
      to,
      t("people.seats.mailSubject", { course: words.course }),
      t("people.seats.mailText", words),
    );
}

/** The connection to the mail server, and the sender's address. */
export function openTransport({ smtpUrl, from }: NonNullable<Config["mail"]>) {
  return createTransport(
    {
      url: smtpUrl,
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    },
    { from },
  );
}

function createSender(mail: NonNullable<Config["mail"]>) {
  const transport = openTransport(mail);
  return async (to: string, subject: string, text: string) => {
    // An object, not a text: nodemailer would parse a text with a name or a list as several
    // addresses.
    await transport.sendMail({ to: { name: "", address: to }, subject, text });
  };
}
