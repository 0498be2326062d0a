// The errors of requests to a server, distinguished by what the user can do about them. Text from a
// server is untrusted: it is cut, and escaped where it is printed (main.ts).

import { UsageError } from "../usage-error.ts";

const MAX_SAID = 300;

/**
 * No answer: not found, refused, interrupted, too slow, or a gateway that reports this for the
 * server behind it. Trying again may help.
 */
export class ServerGoneError extends UsageError {
  constructor(url: string, reason: string) {
    super("remote.unreachable", { url, reason: cut(reason) });
  }
}

/** The server refused the request. */
export class ServerError extends UsageError {
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
      "remote.error",
      { url, message: cut(message) },
      status === 401 ? (t) => `${t("remote.loginAgain")}\n  gradus login ${url}` : undefined,
    );
    this.status = status;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * An answer that this program does not understand: from another version, or from another kind of
 * server.
 */
export class OddAnswerError extends UsageError {
  constructor(url: string, detail: string) {
    super("remote.oddAnswer", { url, detail: cut(detail) });
  }
}

function cut(text: string): string {
  return text.length > MAX_SAID ? `${text.slice(0, MAX_SAID)}…` : text;
}
