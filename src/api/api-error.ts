// The error answers of the API: a status, a code for programs, and a message in the caller's
// language.

import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ZodError } from "zod";
import type { AppContext } from "../http/environment.ts";
import { answerError, type ErrorServices } from "../ui/error-page.tsx";
import { TooManyRequestsError } from "../http/errors.ts";
import type { WordKey } from "../i18n/index.ts";
import { escapeControls } from "../reports/visible-text.ts";
import type { GoalChoice } from "./schemas.ts";

interface ErrorDetails {
  params?: Record<string, string | number>;
  /** The error of each field of the request, by its path. */
  fields?: Record<string, string>;
  retryAfterSeconds?: number;
  /** The assignments that a submission could be for now. */
  choices?: GoalChoice[];
  /** Replaces the message of the key. */
  message?: string;
}

export class ApiError extends Error {
  readonly status: ContentfulStatusCode;
  readonly code: string;
  readonly key: WordKey;
  readonly details: ErrorDetails;
  constructor(
    status: ContentfulStatusCode,
    code: string,
    key: WordKey,
    details: ErrorDetails = {},
  ) {
    super(code);
    this.status = status;
    this.code = code;
    this.key = key;
    this.details = details;
  }
}

export function answerApiError(
  error: Error,
  c: AppContext,
  services: ErrorServices,
): Response | Promise<Response> {
  if (error instanceof TooManyRequestsError && error.words === undefined) {
    return sendApiError(
      c,
      new ApiError(429, "too-many-requests", "api.error.tooMany", {
        params: { seconds: error.retryAfterSeconds },
        retryAfterSeconds: error.retryAfterSeconds,
      }),
    );
  }
  return error instanceof ApiError ? sendApiError(c, error) : answerError(error, c, services);
}

function sendApiError(
  c: AppContext,
  { status, code, key, details: { params, fields, choices, message, retryAfterSeconds } }: ApiError,
): Response {
  if (retryAfterSeconds !== undefined) c.header("retry-after", String(retryAfterSeconds));
  if (status === 401) c.header("www-authenticate", "Bearer");
  return c.json(
    {
      error: {
        code,
        message: message ?? c.get("t")(key, params),
        ...(fields === undefined ? {} : { fields }),
        ...(choices === undefined ? {} : { choices }),
      },
    },
    status,
  );
}

/**
 * The request does not match its schema. zod's messages about a field contain none of its values.
 */
export function describeInvalidRequest(c: AppContext, error: ZodError): ApiError {
  const t = c.get("t");
  if (error.issues.some(({ message }) => message === "too-large"))
    return new ApiError(413, "too-large", "api.error.tooLarge", { params: { limit: "256 KiB" } });
  const fields = Object.fromEntries(
    error.issues.slice(0, 20).map((issue) => {
      const isMissing =
        issue.code === "invalid_type" &&
        issue.input === undefined &&
        issue.message.includes("undefined");
      return [
        escapeControls(issue.path.map(String).join(".") || "body").slice(0, 100),
        t(isMissing ? "api.error.missingField" : "api.error.wrongField"),
      ];
    }),
  );
  return new ApiError(400, "invalid-request", "api.error.invalid", { fields });
}
