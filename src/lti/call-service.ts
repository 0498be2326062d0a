// Calls to a platform's services (rosters, line items, scores) with an access token, which a signed
// assertion gets (OAuth 2.0 client credentials, RFC 7523). A token is asked for with exactly the
// scopes that a call needs: some platforms refuse the whole request for one that they do not know.

import { z } from "zod";
import { newId } from "../db/id.ts";
import type { Db } from "../db/open.ts";
import { MINUTE_MS, MINUTE_SECONDS } from "../durations.ts";
import { fetchFromPlatform, PlatformAnswerError } from "./fetch-from-platform.ts";
import type { LtiPlatform } from "./select-platform.ts";
import { signByTool } from "./tool-keys.ts";

/** A token is renewed this long before it ends. */
const RENEWED_BEFORE_MS = 5 * MINUTE_MS;
const ASSERTION_LASTS_SECONDS = 5 * MINUTE_SECONDS;
/** Platforms refuse an assertion from the future, and their clocks may be late. */
const ISSUED_BEFORE_MS = 5000;

/** The code of a failure, for logs and pages: "unreachable", "token", "401", "422" … */
export class ServiceError extends Error {
  readonly code: string;
  /** The platform's own words, shortened; "" for none. */
  readonly detail: string;
  /** Whether the same call may succeed later. */
  readonly isTemporary: boolean;
  /** From "Retry-After"; null: the platform names none. */
  readonly retryAfterMs: number | null;

  constructor(
    code: string,
    {
      detail = "",
      isTemporary = false,
      retryAfterMs = null,
    }: { detail?: string; isTemporary?: boolean; retryAfterMs?: number | null } = {},
  ) {
    super(`${code} ${detail}`.trim());
    this.code = code;
    this.detail = detail.slice(0, 200);
    this.isTemporary = isTemporary;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface ServiceCall {
  url: string;
  method?: "GET" | "POST" | "PUT";
  scopes: readonly string[];
  /** Exactly one media type: Moodle compares the whole text. */
  accept?: string;
  contentType?: string;
  body?: unknown;
}

/** Calls services of one platform; keeps its tokens in memory. */
export class ServiceCaller {
  readonly #db: Db;
  readonly #platform: LtiPlatform;
  readonly #tokens = new Map<string, { token: string; untilMs: number }>();

  constructor(db: Db, platform: LtiPlatform) {
    this.#db = db;
    this.#platform = platform;
  }

  /** Throws `ServiceError` unless the answer is 2xx. */
  async call(call: ServiceCall): Promise<Response> {
    const first = await this.#send(call);
    if (first.status !== 401) return requireSuccess(first);
    // The token was withdrawn before its time.
    this.#tokens.delete(nameScopes(call.scopes));
    return requireSuccess(await this.#send(call));
  }

  async #send({
    url,
    method = "GET",
    scopes,
    accept,
    contentType,
    body,
  }: ServiceCall): Promise<Response> {
    const token = await this.#getToken(scopes);
    return reach(url, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(accept === undefined ? {} : { accept }),
        ...(contentType === undefined ? {} : { "content-type": contentType }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async #getToken(scopes: readonly string[]): Promise<string> {
    const name = nameScopes(scopes);
    const known = this.#tokens.get(name);
    if (known !== undefined && Date.now() < known.untilMs) return known.token;
    const { clientId, tokenUrl, tokenAudience } = this.#platform;
    const assertion = await signByTool(
      this.#db,
      { iss: clientId, sub: clientId, aud: tokenAudience ?? tokenUrl, jti: newId(32) },
      { lastsSeconds: ASSERTION_LASTS_SECONDS, issuedAt: new Date(Date.now() - ISSUED_BEFORE_MS) },
    );
    const answer = await reach(tokenUrl, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        accept: "application/json",
      },
      body: new URLSearchParams({
        grant_type: "client_credentials",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
        scope: name,
      }).toString(),
    });
    const granted = await readToken(answer);
    this.#tokens.set(name, {
      token: granted.access_token,
      untilMs: Date.now() + granted.expires_in * 1000 - RENEWED_BEFORE_MS,
    });
    return granted.access_token;
  }
}

const tokenSchema = z.object({
  access_token: z.string().min(1).max(10_000),
  /** Some platforms send a text, or nothing. */
  expires_in: z.coerce
    .number()
    .positive()
    .max(24 * 3600)
    .catch(3600),
});

async function readToken(answer: Response) {
  if (!answer.ok) {
    const isTemporary = answer.status >= 500 || answer.status === 429;
    throw new ServiceError("token", {
      detail: `${answer.status} ${await answer.text()}`,
      isTemporary,
      retryAfterMs: readRetryAfter(answer),
    });
  }
  const parsed = tokenSchema.safeParse(await answer.json().catch(() => undefined));
  if (!parsed.success) throw new ServiceError("token", { detail: "no access_token" });
  return parsed.data;
}

async function reach(url: string, request: Parameters<typeof fetchFromPlatform>[1]) {
  try {
    return await fetchFromPlatform(url, request);
  } catch (error) {
    if (!(error instanceof PlatformAnswerError)) throw error;
    throw new ServiceError(error.failure, { isTemporary: error.failure === "unreachable" });
  }
}

async function requireSuccess(answer: Response): Promise<Response> {
  if (answer.ok) return answer;
  const { status, headers } = answer;
  // Canvas says 403 for too many requests.
  const isTooMany =
    status === 429 || (status === 403 && headers.get("x-rate-limit-remaining") === "0");
  throw new ServiceError(String(status), {
    detail: await answer.text(),
    isTemporary: isTooMany || status >= 500 || status === 408,
    retryAfterMs: readRetryAfter(answer),
  });
}

function readRetryAfter({ headers }: Response): number | null {
  const text = headers.get("retry-after") ?? "";
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : null;
}

function nameScopes(scopes: readonly string[]): string {
  return scopes.toSorted().join(" ");
}
