// A browser as the server sees one: stores cookies, sends forms from a page of the site, has an
// address.

import type { Hono } from "hono";
import type { AppEnv } from "../../src/http/environment.ts";

export interface VisitorOptions {
  address?: string;
  language?: "zh-CN" | "en";
  userAgent?: string;
}

export class Visitor {
  readonly cookies = new Map<string, string>();
  #app: Pick<Hono<AppEnv>, "request">;
  readonly #publicUrl: string;
  readonly #options: Required<VisitorOptions>;

  constructor(
    app: Pick<Hono<AppEnv>, "request">,
    publicUrl: string,
    {
      address = "198.51.100.1",
      language = "en",
      userAgent = "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
    }: VisitorOptions = {},
  ) {
    this.#app = app;
    this.#publicUrl = publicUrl;
    this.#options = { address, language, userAgent };
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.send("GET", path, undefined, headers);
  }

  post(
    path: string,
    fields: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return this.send("POST", path, new URLSearchParams(fields).toString(), {
      "content-type": "application/x-www-form-urlencoded",
      origin: this.#origin,
      ...headers,
    });
  }

  /** Sends a form with a file in it. */
  upload(
    path: string,
    name: string,
    file: Uint8Array<ArrayBuffer> | string,
    fileName = "file.csv",
  ): Promise<Response> {
    const form = new FormData();
    form.set(name, new File([file], fileName));
    return this.send("POST", path, form, { origin: this.#origin });
  }

  /** The answer itself: redirects are not followed. A header given as "" is left out. */
  async send(
    method: string,
    path: string,
    body: string | FormData | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    const all = new Headers({
      "accept-language": this.#options.language,
      "user-agent": this.#options.userAgent,
    });
    if (this.cookies.size > 0)
      all.set("cookie", [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    for (const [name, value] of Object.entries(headers)) {
      if (value === "") all.delete(name);
      else all.set(name, value);
    }
    const url = path.startsWith("http") ? path : `${this.#publicUrl}${path}`;
    const answer = await this.#app.request(
      url,
      { method, headers: all, ...(body === undefined ? {} : { body }) },
      { incoming: { socket: { remoteAddress: this.#options.address } } },
    );
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    return answer;
  }

  get #origin(): string {
    return new URL(this.#publicUrl).origin;
  }

  /** From now on to another process of the same site. */
  useApp(app: Pick<Hono<AppEnv>, "request">): void {
    this.#app = app;
  }

  /** From now on over the network, to the server at that address. */
  useNetwork(): void {
    this.#app = { request: (url, init) => fetch(url, { ...init, redirect: "manual" }) };
  }

  /** The browser is closed and opened again as another: for two sessions of one user. */
  forget(): void {
    this.cookies.clear();
  }

  get isSignedIn(): boolean {
    return [...this.cookies.keys()].some((name) => name.endsWith("gradus.session_token"));
  }

  #keep(cookie: string): void {
    const [pair = "", ...attributes] = cookie.split(";").map((part) => part.trim());
    const [name, value] = [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)];
    if (value === "" || attributes.some((attribute) => /^max-age=0$/i.test(attribute)))
      this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
