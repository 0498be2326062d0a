// Sends requests to a server's API. Its answers are untrusted: they are read up to a limit and
// validated, and redirects are never followed, because the token would be sent along.

import type { z } from "zod";
import { errorAnswer } from "../../api/schemas.ts";
import { ENGINE_VERSION } from "../../../grader/doors/version.ts";
import { type Language } from "../../../grader/doors/packs.ts";
import { UsageError } from "../usage-error.ts";
import type { Server } from "./server.ts";
import { OddAnswerError, ServerError, ServerGoneError } from "./server-errors.ts";

/** A limit far above the longest report. */
export const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const MAX_ERROR_BYTES = 64 * 1024;
const ANSWER_MS = 30_000;

interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  maxBytes?: number;
  /** The time limit for the complete answer. */
  answerMs?: number;
}

export class ServerClient {
  readonly server: Server;
  readonly #language: Language;

  constructor(server: Server, language: Language) {
    this.server = server;
    this.#language = language;
  }

  /** The address of a page of the site. */
  pageUrl(path: string): string {
    return `${this.server.url}${path}`;
  }

  /** Throws `ServerGoneError`, `ServerError` or `OddAnswerError`, like the other methods. */
  async get<S extends z.ZodType>(
    path: string,
    schema: S,
    options: RequestOptions = {},
  ): Promise<z.infer<S>> {
    return this.#parse(await this.#ask("GET", path, options), schema);
  }

  async post<S extends z.ZodType>(
    path: string,
    body: unknown,
    schema: S,
    options: RequestOptions = {},
  ): Promise<z.infer<S>> {
    return this.#parse(await this.#ask("POST", path, { ...options, body }), schema);
  }

  /** Returns the text unchanged; undefined if the server still has the version of `etag`. */
  async getUnlessSame(
    path: string,
    etag: string | undefined,
    options: RequestOptions,
  ): Promise<{ bytes: Uint8Array; etag: string } | undefined> {
    const { status, bytes, headers } = await this.#ask("GET", path, {
      ...options,
      headers: etag === undefined ? {} : { "if-none-match": etag },
    });
    return status === 304 ? undefined : { bytes, etag: (headers.get("etag") ?? "").slice(0, 200) };
  }

  /**
   * Returns the answer when its headers have arrived. The caller limits how much of the body it
   * reads.
   */
  async open(path: string, accept: string, signal: AbortSignal): Promise<Response> {
    return this.#send("GET", path, { headers: { accept } }, signal);
  }

  async #ask(
    method: string,
    path: string,
    options: RequestOptions,
  ): Promise<{ status: number; headers: Headers; bytes: Uint8Array }> {
    const signal = AbortSignal.timeout(options.answerMs ?? ANSWER_MS);
    const response = await this.#send(method, path, options, signal);
    return {
      status: response.status,
      headers: response.headers,
      bytes: await this.#read(response, options.maxBytes ?? MAX_ANSWER_BYTES),
    };
  }

  async #send(
    method: string,
    path: string,
    { body, headers }: RequestOptions,
    signal: AbortSignal,
  ): Promise<Response> {
    const { url, token } = this.server;
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, {
        method,
        // fetch would follow a redirect, and send the body along.
        redirect: "manual",
        signal,
        headers: {
          accept: "application/json",
          "accept-language": this.#language,
          "user-agent": `gradus/${ENGINE_VERSION}`,
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new ServerGoneError(url, describeReason(error));
    }
    if (response.ok || response.status === 304) return response;
    throw await this.#readError(response, path);
  }

  async #readError(response: Response, path: string): Promise<Error> {
    const { url } = this.server;
    const { status, headers } = response;
    if (status >= 300 && status < 400) {
      await response.body?.cancel().catch(() => undefined);
      return new UsageError("remote.redirected", {
        url,
        to: findTarget(headers.get("location"), url, path),
      });
    }
    const bytes = await this.#read(response, MAX_ERROR_BYTES).catch(() => undefined);
    const said = bytes === undefined ? undefined : errorAnswer.safeParse(parseJson(bytes));
    const retryAfter = Number(headers.get("retry-after") ?? Number.NaN);
    if (said?.success === true)
      return new ServerError(
        url,
        status,
        said.data.error.code,
        said.data.error.message,
        Number.isFinite(retryAfter) ? retryAfter : undefined,
      );
    // A gateway answers for a server that cannot be reached.
    if ([502, 503, 504].includes(status)) return new ServerGoneError(url, `HTTP ${status}`);
    return new OddAnswerError(url, `HTTP ${status}`);
  }

  async #read(response: Response, maxBytes: number): Promise<Uint8Array> {
    const chunks: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        length += chunk.length;
        // Leaving the loop closes the connection.
        if (length > maxBytes)
          throw new OddAnswerError(this.server.url, `> ${maxBytes / 1024} KiB`);
        chunks.push(chunk);
      }
    } catch (error) {
      throw error instanceof UsageError
        ? error
        : new ServerGoneError(this.server.url, describeReason(error));
    }
    return Buffer.concat(chunks);
  }

  #parse<S extends z.ZodType>({ bytes }: { bytes: Uint8Array }, schema: S): z.infer<S> {
    const parsed = schema.safeParse(parseJson(bytes));
    if (parsed.success) return parsed.data;
    throw new OddAnswerError(this.server.url, formatPlace(parsed.error));
  }
}

export function formatPlace(error: z.ZodError): string {
  const place = (error.issues[0]?.path ?? []).map(String).join(".");
  return place === "" ? "JSON" : place;
}

/** undefined if the text is not JSON; no valid answer is undefined. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** fetch wraps the actual error in "fetch failed"; the cause describes it. */
export function describeReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof AggregateError ? error.cause.errors[0] : error.cause;
  if (error.name === "TimeoutError") return "timeout";
  if (cause instanceof Error)
    return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return error.message;
}

/** The server's new address: the target of the redirect without the requested path. */
function findTarget(location: string | null, url: string, path: string): string {
  if (location === null || !URL.canParse(location, `${url}${path}`)) return "?";
  const { origin, pathname } = new URL(location, `${url}${path}`);
  const asked = path.split("?")[0]!;
  return pathname.endsWith(asked) ? `${origin}${pathname.slice(0, -asked.length)}` : origin;
}
