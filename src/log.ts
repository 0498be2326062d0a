// The server's log: one line of JSON per entry, or readable lines on a terminal. It never contains
// code, cookies, tokens, passwords or full addresses: requests are logged by the pattern of their
// route, and errors without the values of a failed query.

import { DrizzleQueryError } from "drizzle-orm/errors";
import { type DestinationStream, type Logger, pino, stdTimeFunctions } from "pino";
import type { Config } from "./config.ts";

/**
 * `write`: receives readable lines, for a server on a terminal. Without it, JSON goes to standard
 * output.
 */
export function createLog(
  { logLevel }: Pick<Config, "logLevel">,
  write?: (text: string) => void,
): Logger {
  const destination: DestinationStream | undefined =
    write === undefined ? undefined : { write: (line) => write(`${readableLine(line)}\n`) };
  const options = {
    level: logLevel,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

export interface LoggedError {
  type: string;
  message: string;
  code: string | undefined;
  /** The lines of the stack trace, without the message, which may have several lines itself. */
  stack: string[];
}

/** An error without anything that must not be logged. */
export function describeErrorForLog(error: unknown): LoggedError {
  if (!(error instanceof Error))
    return { type: typeof error, message: "", code: undefined, stack: [] };
  // The message of a failed query contains all its values, such as a password's hash or a student's
  // code.
  if (error instanceof DrizzleQueryError)
    return describeErrorForLog(error.cause ?? new Error("a query failed"));
  return {
    type: error.name,
    message: error.message,
    code: "code" in error ? String(error.code) : undefined,
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .map((line) => line.trim()),
  };
}

/**
 * "20:15:03 error a request failed requestId=… message=…", the places of an error on lines of their
 * own.
 */
function readableLine(json: string): string {
  const { level, time, msg, ...rest } = JSON.parse(json) as Record<string, unknown>;
  const stack: string[] = [];
  const facts = Object.entries(rest).flatMap(([name, value]) => {
    if (name !== "error" || typeof value !== "object" || value === null)
      return [`${name}=${JSON.stringify(value)}`];
    const { stack: places, ...error } = value as Partial<LoggedError>;
    stack.push(...(places ?? []));
    return Object.entries(error).map(([part, text]) => `${part}=${JSON.stringify(text)}`);
  });
  const clock = new Date(String(time)).toLocaleTimeString("en-GB");
  return [
    `${clock} ${String(level).padEnd(5)} ${[msg, ...facts].join("  ")}`,
    ...stack.map((place) => `    ${place}`),
  ].join("\n");
}
