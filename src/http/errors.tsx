// The one place where a fault becomes an answer: a page that helps, or, below /api/, a document
// with a code.

import type { Child } from "hono/jsx";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import type { Translate, WordKey } from "../i18n/index.ts";
import { Layout } from "../ui/layout.tsx";
import { TOO_MANY_FIELDS } from "./count-fields.ts";
import type { AppContext } from "./environment.ts";
import { fullDiskWords } from "./full-disk.ts";
import { pageBefore, wayBack } from "./here.ts";
import { MAX_ROSTER_BYTES } from "./security.ts";
import { isDiskFull } from "../db/disk-full.ts";
import { describeFault } from "../log.ts";

/** Too much in too short a time, or too many submissions waiting. */
export class TooManyRequestsError extends Error {
  readonly retryAfterSeconds: number;
  /** In place of the general ones. */
  readonly words: { key: WordKey; params: Record<string, string | number> } | undefined;
  constructor(retryAfterSeconds: number, words?: TooManyRequestsError["words"]) {
    super("too many requests");
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds));
    this.words = words;
  }
}

/** Understood, and not to be had as things stand: told in words of its own. */
export class RefusedError extends Error {
  readonly code: string;
  readonly words: { key: WordKey; params?: Record<string, string | number> };
  constructor(code: string, words: RefusedError["words"]) {
    super(code);
    this.code = code;
    this.words = words;
  }
}

interface Fault {
  status: 400 | 401 | 403 | 404 | 408 | 409 | 413 | 429 | 500 | 507;
  /** For programs; in the words of the page where it has some. */
  code: string;
  title: WordKey;
  text: (t: Translate) => string;
}

export interface FaultServices {
  log: Logger;
  disk: { hasRoom: boolean };
}

export function answerError(
  error: Error,
  c: AppContext,
  { log, disk }: FaultServices,
): Response | Promise<Response> {
  const known = faultOf(error, c.get("requestId"), c);
  // A library may hide that the disk is full behind an error of its own.
  const fault =
    known.code === "internal" && !disk.hasRoom ? faultOf(new HTTPException(507), "", c) : known;
  if (fault.status >= 500)
    log.error(
      { requestId: c.get("requestId"), route: routePath(c, -1), error: describeFault(error) },
      "a request failed",
    );
  if (error instanceof TooManyRequestsError)
    c.header("retry-after", String(error.retryAfterSeconds));
  if (error instanceof HTTPException && error.res !== undefined) return error.res;
  return answer(c, fault);
}

export function answerNotFound(c: AppContext): Response | Promise<Response> {
  return answer(c, faultOf(new HTTPException(404), "", c));
}

function answer(c: AppContext, { status, code, title, text }: Fault): Response | Promise<Response> {
  const t = c.get("t");
  // An island that asks gets an answer that it can show as it is.
  if (
    c.req.path.startsWith("/api/") ||
    (c.req.header("accept") ?? "").startsWith("application/json")
  )
    return c.json({ error: { code, message: text(t) } }, status);
  c.status(status);
  if (status === 404) c.set("here", pageBefore(c));
  const back: Child =
    status === 401 ? (
      <a class="button" href={`/sign-in${wayBack(c)}`}>
        {t("site.signIn")}
      </a>
    ) : (
      <a class="button" href="/">
        {t("site.error.home")}
      </a>
    );
  return c.html(
    <Layout c={c} title={t(title)}>
      <div class="narrow">
        <h1>{t(title)}</h1>
        <p>{text(t)}</p>
        <p>{back}</p>
      </div>
    </Layout>,
  );
}

function faultOf(error: Error, requestId: string, c: AppContext): Fault {
  if (error instanceof TooManyRequestsError)
    return {
      status: 429,
      code: "too-many-requests",
      title: "site.error.tooManyTitle",
      text: (t) =>
        error.words === undefined
          ? t("site.error.tooMany", { seconds: error.retryAfterSeconds })
          : t(error.words.key, error.words.params),
    };
  if (error instanceof RefusedError)
    return {
      status: 409,
      code: error.code,
      title: "site.error.refusedTitle",
      text: (t) => t(error.words.key, error.words.params),
    };
  const status: number =
    error instanceof HTTPException ? error.status : isDiskFull(error) ? 507 : 500;
  switch (status) {
    case 400:
    case 409:
    case 422:
      return {
        status: 400,
        code: "bad-request",
        title: "site.error.badRequestTitle",
        text: (t) => t("site.error.badRequest"),
      };
    case 401:
      return {
        status: 401,
        code: "sign-in",
        title: "site.error.signInTitle",
        text: (t) => t("site.error.signIn"),
      };
    case 403:
      if (error.message === "origin")
        return {
          status: 403,
          code: "origin",
          title: "site.error.originTitle",
          text: (t) => t("site.error.origin"),
        };
      return {
        status: 403,
        code: "forbidden",
        title: "site.error.forbiddenTitle",
        text: (t) => t("site.error.forbidden"),
      };
    case 404:
      return {
        status: 404,
        code: "not-found",
        title: "site.error.notFoundTitle",
        text: (t) => t("site.error.notFound"),
      };
    case 408:
      return {
        status: 408,
        code: "too-slow",
        title: "site.error.tooSlowTitle",
        text: (t) => t("site.error.tooSlow"),
      };
    case 413:
      if (error.message === "roster")
        return {
          status: 413,
          code: "too-large",
          title: "site.error.tooLargeTitle",
          text: (t) => t("roster.fault.large", { count: MAX_ROSTER_BYTES / 2 ** 20 }),
        };
      if (error.message === TOO_MANY_FIELDS)
        return {
          status: 413,
          code: "too-many-fields",
          title: "site.error.tooLargeTitle",
          text: (t) => t("site.error.tooManyFields"),
        };
      return {
        status: 413,
        code: "too-large",
        title: "site.error.tooLargeTitle",
        text: (t) => t("site.error.tooLarge", { limit: "256 KiB" }),
      };
    case 507:
      return {
        status: 507,
        code: "disk-full",
        title: "site.error.fullTitle",
        text: (t) => t(fullDiskWords(c.req.method, c.req.path)),
      };
    default:
      return {
        status: 500,
        code: "internal",
        title: "site.error.internalTitle",
        text: (t) => t("site.error.internal", { id: requestId }),
      };
  }
}
