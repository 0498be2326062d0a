// Crawls a site: each answer is searched for addresses outside of the site's base path, each kind
// of link is followed once for each role, and each form must lead to a route.

import type { Body, Role, World } from "./access-world.ts";
import { type Address, addressesOf, outside } from "./addresses.ts";

export class Crawl {
  readonly problems: string[] = [];
  pages = 0;
  forms = 0;
  readonly #world: World;
  readonly #base: string;
  readonly #origin: string;
  readonly #known: readonly string[];
  readonly #met = new Set<string>();

  /** `known`: origins of others that the site links to. */
  constructor(world: World, known: readonly string[]) {
    const { origin, pathname } = new URL(world.site.services.config.publicUrl);
    this.#world = world;
    this.#base = pathname;
    this.#origin = origin;
    this.#known = known;
  }

  /** Its status. */
  async ask(role: Role, method: string, path: string, body?: Body): Promise<number> {
    const url = path.startsWith("http") ? path : `${this.#origin}${this.#base}${path}`;
    const { status, text, headers } = await this.#world.send(role, method, url, body);
    const addresses = addressesOf({ url, headers, text });
    const place = `${role}: ${method} ${url.slice(this.#origin.length)}`;
    this.problems.push(
      ...outside(addresses, url, this.#base, this.#known).map((problem) => `${place}: ${problem}`),
    );
    if (headers.get("content-type")?.startsWith("text/html") === true) this.pages += 1;
    for (const { place: where, written } of addresses)
      if (where.endsWith(" form"))
        this.#lookAtForm(place, where.split(" ")[0]!, new URL(written, url).pathname);
    if (status < 400) await this.#follow(role, place, addresses, url);
    return status;
  }

  async #follow(
    role: Role,
    place: string,
    addresses: readonly Address[],
    url: string,
  ): Promise<void> {
    for (const { place: where, written } of addresses) {
      if (
        written.startsWith("#") ||
        !/^(?:a href|link href|img src|script src|css|module)$/.test(where)
      )
        continue;
      const target = new URL(written, url);
      target.hash = "";
      // The files that a page loads are the same for everyone.
      const kind = `${where === "a href" ? role : ""} ${kindOf(target)}`;
      if (target.origin !== this.#origin || this.#met.has(kind)) continue;
      this.#met.add(kind);
      const status = await this.ask(role, "GET", target.href);
      // A page may require signing in first, but it must exist.
      if (status >= 400 && status !== 401 && status !== 403)
        this.problems.push(
          `${place}: ${where} leads to ${target.pathname}, which answers ${status}`,
        );
    }
  }

  #lookAtForm(place: string, method: string, pathname: string): void {
    this.forms += 1;
    const [handlers] = this.#world.site.app.router.match(method, pathname.slice(this.#base.length));
    if (!handlers.some(([[, route]]) => !route.path.includes("*")))
      this.problems.push(
        `${place}: a form sends ${method} to ${pathname}, where there is no route`,
      );
  }
}

/** A page by its pattern: one student's score is like another's. */
function kindOf({ pathname, searchParams }: URL): string {
  const path = pathname.replaceAll(/\/[0-9a-z]{12,40}(?=\/|$)/g, "/ID");
  return `${path}?${[...searchParams.keys()].sort().join("&")}`;
}
