// Requests to the API of a site in this process; every answer must have the form that the API's
// document states.

import { expect } from "vitest";
import type { z } from "zod";
import { createApp } from "../../src/app.tsx";
import { errorAnswer } from "../../src/api/schemas.ts";
import type { Services } from "../../src/services.ts";

interface Ask {
  token?: string | undefined;
  body?: unknown;
  headers?: Record<string, string>;
}

export class ApiClient {
  readonly #app: ReturnType<typeof createApp>;

  constructor(services: Services) {
    this.#app = createApp(services);
  }

  send(method: string, path: string, { token, body, headers }: Ask = {}): Promise<Response> {
    return Promise.resolve(
      this.#app.request(path, {
        method,
        headers: {
          "accept-language": "en",
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
  }

  async get<S extends z.ZodType>(path: string, schema: S, ask: Ask = {}): Promise<z.infer<S>> {
    const response = await this.send("GET", path, ask);
    expect(response.status, path).toBe(200);
    return schema.parse(await response.json());
  }

  /** The error's own words, and its code. */
  async error(
    method: string,
    path: string,
    status: number,
    ask: Ask = {},
  ): Promise<{ code: string; message: string; fields?: Record<string, string> | undefined }> {
    const response = await this.send(method, path, ask);
    expect(response.status, `${method} ${path}`).toBe(status);
    return errorAnswer.parse(await response.json()).error;
  }
}

/** Until `read` returns a value. */
export async function eventually<T>(
  read: () => Promise<T | undefined>,
  wallTimeMs = 30_000,
): Promise<T> {
  const giveUpMs = performance.now() + wallTimeMs;
  for (;;) {
    const found = await read();
    if (found !== undefined) return found;
    if (performance.now() > giveUpMs) throw new Error("it never came to it");
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
