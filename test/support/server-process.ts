// The site as its operator runs it: a separate process on a data folder, used over HTTP; and a
// student who sends what a browser would send.

import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { TINY } from "./packs.ts";
import { type RunningGradus, startGradus } from "./run-gradus.ts";

export interface ServerOptions {
  packsFolder?: string;
  env?: Record<string, string | undefined>;
}

/** Starts, but does not wait; killed when the test is over. */
export function startServerProcess(
  dataFolder: string,
  { packsFolder = TINY, env }: ServerOptions = {},
): RunningGradus {
  return startGradus(["serve"], {
    env: { GRADUS_DATA: dataFolder, GRADUS_PACKS: packsFolder, PORT: "0", ...env },
  });
}

/** Its address, when it listens. If it ends instead, throws with all its output. */
export async function untilItListens(server: RunningGradus): Promise<string> {
  let url: string | undefined;
  await server.until(
    "listens",
    () => {
      if (server.child.exitCode !== null)
        throw new Error(`the server ended: ${server.stderr}${server.stdout}`);
      url = /"url":"(http:[^"]+)"/.exec(server.stdout)?.[1];
      return url !== undefined;
    },
    60_000,
  );
  return url!;
}

/** A guest with a browser: its cookies, and no other state. */
export class Student {
  #cookie = "";

  /** A request like those of the site's forms and links. A connection error throws. */
  async send(url: string, path: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(`${url}${path}`, {
      redirect: "manual",
      headers: { origin: url, cookie: this.#cookie },
      ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
    });
    const set = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]!);
    if (set.length > 0) this.#cookie = set.join("; ");
    return response;
  }

  /** The submission's id; throws for any answer except the one that it is recorded. */
  async submit(
    url: string,
    source: string,
    { exercise = "tiny/sum", formKey }: { exercise?: string; formKey?: string } = {},
  ): Promise<string> {
    const response = await this.send(url, `/exercises/${exercise}/submissions`, {
      source,
      ...(formKey === undefined ? {} : { "form-key": formKey }),
    });
    const id = /^\/submissions\/(\w+)$/.exec(response.headers.get("location") ?? "")?.[1];
    if (response.status !== 303 || id === undefined)
      throw new Error(`not recorded: ${response.status} ${await response.text()}`);
    return id;
  }
}

/** The contents of the database, read beside the server without disturbing it. */
export class DatabaseReader {
  readonly #client: BetterSqlite.Database;

  constructor(dataFolder: string) {
    this.#client = new BetterSqlite(join(dataFolder, "gradus.db"), {
      readonly: true,
      timeout: 5000,
    });
  }

  numberOf(query: string, ...params: unknown[]): number {
    return Object.values(
      this.#client.prepare<unknown[], Record<string, number>>(query).get(...params)!,
    )[0]!;
  }

  rows<T>(query: string, ...params: unknown[]): T[] {
    return this.#client.prepare<unknown[], T>(query).all(...params);
  }

  close(): void {
    this.#client.close();
  }
}
