// What an error of the mail server means. Only a code: its text may contain anything.

export interface MailAnswer {
  code: string;
  /** Another person's mail may be accepted. */
  isOfPerson: boolean;
  /** 5xx after the recipient was named. */
  isFinal: boolean;
  /** There is no such address, or it takes no mail. */
  isAddressRefused: boolean;
}

/** RFC 5321, 4.2.3. Others, such as 554, often mean that the server refuses the site. */
const REFUSES_ADDRESS = new Set([550, 551, 553, 556]);

export function readMailAnswer(error: unknown): MailAnswer {
  const { code, responseCode, command } = error as {
    code?: unknown;
    responseCode?: unknown;
    command?: unknown;
  };
  const number = typeof responseCode === "number" ? responseCode : undefined;
  const isOfPerson =
    number !== undefined && (command === "RCPT TO" || command === "DATA" || code === "EENVELOPE");
  return {
    code: String(number ?? (typeof code === "string" ? code : "unknown")).slice(0, 40),
    isOfPerson,
    isFinal: isOfPerson && number >= 500,
    isAddressRefused: command === "RCPT TO" && number !== undefined && REFUSES_ADDRESS.has(number),
  };
}
