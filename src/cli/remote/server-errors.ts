// What can go wrong between here and a server, told apart by what to do about it. Whatever a server
// says is a stranger's text: it is cut, and escaped where it is printed (main.ts).

import { UsageError } from "../context.ts";

const MAX_SAID = 300;

/**
 * No answer: not found, refused, broken off, too slow, or a gateway that says so of the server
 * behind it. Trying again may help.
 */
export class ServerGoneError extends UsageError {
  constructor(url: string, reason: string) {
    super("remote.unreachable", { url, reason: cut(reason) });
  }
}

/** The server answered that it will not. */
export class ServerFaultError extends UsageError {
  readonly status: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(
    url: string,
    status: number,
    code: string,
    message: string,
    retryAfterSeconds: number | undefined,
  ) {
    super(
      "remote.fault",
      { url, message: cut(message) },
      status === 401 ? (t) => `${t("remote.loginAgain")}\n  gradus login ${url}` : undefined,
    );
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** An answer, but not one of ours: another version, or another kind of server altogether. */
export class OddAnswerError extends UsageError {
  constructor(url: string, detail: string) {
    super("remote.oddAnswer", { url, detail: cut(detail) });
  }
}

function cut(text: string): string {
  return text.length > MAX_SAID ? `${text.slice(0, MAX_SAID)}…` : text;
}
