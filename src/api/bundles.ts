// Public bundles: built once for each published version, and cached with a compressed copy.

import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { nameEngine } from "../../grader/index.ts";
import { makePublicBundle } from "../../grader/doors/public-bundles.ts";
import type { Catalogue, Offer } from "../catalogue/catalogue.ts";
import type { GraderHost } from "../grading/grader-host.ts";
import { ApiError } from "./api-error.ts";

export interface BundleBody {
  plain: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
}

const RETRY_SECONDS = 5;

export class Bundles {
  readonly #host: GraderHost;
  readonly #catalogue: Catalogue;
  /** By pack and hash, because a bundle names its pack. */
  readonly #made = new Map<string, Promise<BundleBody>>();

  constructor(host: GraderHost, catalogue: Catalogue) {
    this.#host = host;
    this.#catalogue = catalogue;
  }

  /** Depends on the files of the exercise and on the engine that builds the bundle. */
  computeEtag({ hash }: Offer): string {
    return `"${hash}-${nameEngine()}"`;
  }

  /** Throws `ApiError` while there are no slots to compute expected outputs in. */
  get(offer: Offer): Promise<BundleBody> {
    const key = formatKey(offer);
    let body = this.#made.get(key);
    if (body === undefined) {
      this.#forgetOld();
      body = this.#make(offer);
      this.#made.set(key, body);
      body.catch(() => this.#made.delete(key));
    }
    return body;
  }

  async #make({ exercise }: Offer): Promise<BundleBody> {
    const { grader } = this.#host;
    if (grader === undefined)
      throw new ApiError(503, "unavailable", "api.error.noSlots", {
        retryAfterSeconds: RETRY_SECONDS,
      });
    const plain = Buffer.from(JSON.stringify(await makePublicBundle(grader, exercise)));
    return { plain: new Uint8Array(plain), gzip: new Uint8Array(await promisify(gzip)(plain)) };
  }

  #forgetOld(): void {
    const offered = new Set(this.#catalogue.packs.flatMap(({ offers }) => offers.map(formatKey)));
    for (const key of this.#made.keys()) if (!offered.has(key)) this.#made.delete(key);
  }
}

function formatKey({ pack, hash }: Offer): string {
  return `${pack} ${hash}`;
}
