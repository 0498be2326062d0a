// Converts every error to an answer: an error page, or, below /api/, a document with a code.

import type { Child } from "hono/jsx";
import { HTTPException } from "hono/http-exception";
import { routePath } from "hono/route";
import type { Logger } from "pino";
import { describeError, type ErrorAnswer } from "../http/describe-error.ts";
import type { AppContext } from "../http/environment.ts";
import { TooManyRequestsError } from "../http/errors.ts";
import { findPreviousPage, formatReturnQuery } from "../http/current-page.ts";
import { describeErrorForLog } from "../log.ts";
import { Layout } from "./layout.tsx";

export interface ErrorServices {
  log: Logger;
  disk: { hasRoom: boolean };
}

export function answerError(
  error: Error,
  c: AppContext,
  { log, disk }: ErrorServices,
): Response | Promise<Response> {
  const known = describeError(error, c.get("requestId"), c);
  // A library may wrap the error of a full disk.
  const described =
    known.code === "internal" && !disk.hasRoom
      ? describeError(new HTTPException(507), "", c)
      : known;
  if (described.status >= 500)
    log.error(
      { requestId: c.get("requestId"), route: routePath(c, -1), error: describeErrorForLog(error) },
      "a request failed",
    );
  if (error instanceof TooManyRequestsError)
    c.header("retry-after", String(error.retryAfterSeconds));
  if (error instanceof HTTPException && error.res !== undefined) return error.res;
  return answer(c, described);
}

export function answerNotFound(c: AppContext): Response | Promise<Response> {
  return answer(c, describeError(new HTTPException(404), "", c));
}

function answer(
  c: AppContext,
  { status, code, title, text }: ErrorAnswer,
): Response | Promise<Response> {
  const t = c.get("t");
  // An island gets JSON with a message that it can show unchanged.
  if (
    c.req.path.startsWith("/api/") ||
    (c.req.header("accept") ?? "").startsWith("application/json")
  )
    return c.json({ error: { code, message: text(t) } }, status);
  c.status(status);
  if (status === 404) c.set("here", findPreviousPage(c));
  const back: Child =
    status === 401 ? (
      <a class="button" href={`/sign-in${formatReturnQuery(c)}`}>
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
