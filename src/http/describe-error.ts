// Chooses the answer to an error: a status, a code for programs, and a message for people.

import { HTTPException } from "hono/http-exception";
import { isDiskFull } from "../db/disk-full.ts";
import type { Translate, WordKey } from "../i18n/index.ts";
import { TOO_MANY_FIELDS } from "./count-fields.ts";
import type { AppContext } from "./environment.ts";
import { RefusedError, TooManyRequestsError } from "./errors.ts";
import { chooseFullDiskMessage } from "./full-disk.ts";
import { MAX_ROSTER_BYTES } from "./security.ts";

export interface ErrorAnswer {
  status: 400 | 401 | 403 | 404 | 408 | 409 | 413 | 429 | 500 | 503 | 507;
  /** Stable: programs compare it. */
  code: string;
  title: WordKey;
  text: (t: Translate) => string;
}

interface PlainAnswer {
  status: ErrorAnswer["status"];
  code: string;
  title: WordKey;
  text: WordKey;
}

const BAD_REQUEST: PlainAnswer = {
  status: 400,
  code: "bad-request",
  title: "site.error.badRequestTitle",
  text: "site.error.badRequest",
};

/** By the status of an HTTPException. */
const PLAIN_ANSWERS: Partial<Record<number, PlainAnswer>> = {
  400: BAD_REQUEST,
  409: BAD_REQUEST,
  422: BAD_REQUEST,
  401: {
    status: 401,
    code: "sign-in",
    title: "site.error.signInTitle",
    text: "site.error.signIn",
  },
  403: {
    status: 403,
    code: "forbidden",
    title: "site.error.forbiddenTitle",
    text: "site.error.forbidden",
  },
  404: {
    status: 404,
    code: "not-found",
    title: "site.error.notFoundTitle",
    text: "site.error.notFound",
  },
  408: {
    status: 408,
    code: "too-slow",
    title: "site.error.tooSlowTitle",
    text: "site.error.tooSlow",
  },
  503: {
    status: 503,
    code: "unavailable",
    title: "site.error.startingTitle",
    text: "site.error.starting",
  },
};

/** `requestId`: shown with an internal error, so that it can be found in the log. */
export function describeError(error: Error, requestId: string, c: AppContext): ErrorAnswer {
  if (error instanceof TooManyRequestsError) return describeTooMany(error);
  if (error instanceof RefusedError) {
    return {
      status: 409,
      code: error.code,
      title: "site.error.refusedTitle",
      text: (t) => t(error.words.key, error.words.params),
    };
  }
  if (error instanceof HTTPException) return describeStatus(error, requestId, c);
  return isDiskFull(error) ? describeFullDisk(c) : describeInternal(requestId);
}

function describeTooMany({ retryAfterSeconds, words }: TooManyRequestsError): ErrorAnswer {
  return {
    status: 429,
    code: "too-many-requests",
    title: "site.error.tooManyTitle",
    text: (t) =>
      words === undefined
        ? t("site.error.tooMany", { seconds: retryAfterSeconds })
        : t(words.key, words.params),
  };
}

function describeStatus(
  { status, message }: HTTPException,
  requestId: string,
  c: AppContext,
): ErrorAnswer {
  if (status === 403 && message === "origin") {
    return {
      status,
      code: "origin",
      title: "site.error.originTitle",
      text: (t) => t("site.error.origin"),
    };
  }
  if (status === 413) return describeTooLarge(message);
  if (status === 507) return describeFullDisk(c);
  const plain = PLAIN_ANSWERS[status];
  return plain === undefined
    ? describeInternal(requestId)
    : { ...plain, text: (t) => t(plain.text) };
}

function describeTooLarge(message: string): ErrorAnswer {
  const title = "site.error.tooLargeTitle";
  if (message === TOO_MANY_FIELDS) {
    return {
      status: 413,
      code: "too-many-fields",
      title,
      text: (t) => t("site.error.tooManyFields"),
    };
  }
  return {
    status: 413,
    code: "too-large",
    title,
    text: (t) =>
      message === "roster"
        ? t("roster.error.large", { count: MAX_ROSTER_BYTES / 2 ** 20 })
        : t("site.error.tooLarge", { limit: "256 KiB" }),
  };
}

function describeFullDisk(c: AppContext): ErrorAnswer {
  return {
    status: 507,
    code: "disk-full",
    title: "site.error.fullTitle",
    text: (t) => t(chooseFullDiskMessage(c.req.method, c.req.path)),
  };
}

function describeInternal(requestId: string): ErrorAnswer {
  return {
    status: 500,
    code: "internal",
    title: "site.error.internalTitle",
    text: (t) => t("site.error.internal", { id: requestId }),
  };
}
