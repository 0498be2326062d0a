// The exercises that are offered, ready to be graded and shown, and every older version that
// something was graded with. The database says what is published; the files of each version are
// kept by hash in the data folder, and everything is read from there: what changes in the packs'
// own folder counts once it is published (publish.ts).

import { asc, eq, isNull } from "drizzle-orm";
import { join } from "node:path";
import { LRUCache } from "lru-cache";
import {
  type Exercise,
  LANGUAGES,
  type Language,
  loadStoredExercise,
  type Localized,
  PackError,
} from "../../grader/doors/packs.ts";
import { listPublicFiles } from "../../grader/doors/public-bundles.ts";
import type { Db } from "../db/open.ts";
import { exercises, packs } from "../db/pack-schema.ts";
import { escapeHtml } from "../ui/escape-html.ts";
import type { StatementMaker } from "./statements.ts";

/** An exercise as it is offered now. */
export interface Offer {
  pack: string;
  id: string;
  hash: string;
  exercise: Exercise;
  /** HTML. */
  statements: Record<Language, string>;
  maxScore: number;
  /** Figures and texts that anybody may see: "figures/plot.svg". */
  files: Map<string, string>;
}

export interface OfferedPack {
  id: string;
  title: Localized;
  version: string;
  offers: Offer[];
}

export interface Neighbours {
  previous: Offer | undefined;
  next: Offer | undefined;
}

/** In memory; the one asked for longest ago goes first. */
const MAX_OLD_VERSIONS = 64;

export class Catalogue {
  readonly #db: Db;
  readonly #statements: StatementMaker;
  /** Where versions are kept by hash. */
  readonly keptFolder: string;
  #packs: OfferedPack[] = [];
  readonly #byName = new Map<string, Offer>();
  /** By hash and pack: versions that are offered, and others that were asked for. */
  readonly #current = new Map<string, Promise<Exercise>>();
  readonly #old = new LRUCache<string, Promise<Exercise>>({ max: MAX_OLD_VERSIONS });
  readonly #unrendered = new Set<string>();
  /** Versions that are no longer offered, or not yet, but that an assignment is pinned to. */
  readonly #pinned = new LRUCache<string, Promise<Offer>>({ max: MAX_OLD_VERSIONS });

  constructor(db: Db, dataFolder: string, statements: StatementMaker) {
    this.#db = db;
    this.#statements = statements;
    this.keptFolder = join(dataFolder, "packs");
  }

  get packs(): readonly OfferedPack[] {
    return this.#packs;
  }

  find(packId: string, exerciseId: string): Offer | undefined {
    return this.#byName.get(`${packId}/${exerciseId}`);
  }

  /** What comes before and after it in its pack. */
  neighboursOf({ pack, id }: Offer): Neighbours {
    const offers = this.#packs.find((offered) => offered.id === pack)?.offers ?? [];
    const at = offers.findIndex((offer) => offer.id === id);
    return { previous: offers[at - 1], next: at < 0 ? undefined : offers[at + 1] };
  }

  /**
   * Any version that was ever offered. `packId`: as that pack has it, where another may have the
   * same to the byte and it matters whose it is. Throws `PackError` where its files are gone or
   * damaged.
   */
  exerciseOf(hash: string, packId?: string): Promise<Exercise> {
    const key = keyOf(hash, packId);
    const known = this.#current.get(key) ?? this.#old.get(key);
    if (known !== undefined) return known;
    const loading = loadStoredExercise(this.keptFolder, hash, packId);
    const versions = this.#isOffered(hash, packId) ? this.#current : this.#old;
    versions.set(key, loading);
    // What cannot be read now may be put right by hand: asked again, it is tried again.
    loading.catch(() => versions.delete(key));
    return loading;
  }

  /** Any version as that pack offered it. Throws `PackError` as `exerciseOf` does. */
  offerOf(hash: string, packId: string): Promise<Offer> {
    for (const offer of this.#byName.values())
      if (offer.hash === hash && offer.pack === packId) return Promise.resolve(offer);
    const key = keyOf(hash, packId);
    let making = this.#pinned.get(key);
    if (making === undefined) {
      making = this.#offersOf(packId, [hash]).then(([offer]) => offer!);
      // What could not be read or rendered now is tried again.
      making.then(
        () => this.#unrendered.has(key) && this.#pinned.delete(key),
        () => this.#pinned.delete(key),
      );
      this.#pinned.set(key, making);
    }
    return making;
  }

  /**
   * Whether statements are shown as they were written, since nothing was there to render them with.
   */
  get hasUnrendered(): boolean {
    return this.#unrendered.size > 0;
  }

  /** Offers what the database says is published, in one step once all of it is there. */
  async reload(): Promise<void> {
    const offered: OfferedPack[] = [];
    for (const { id, title, version } of this.#db
      .select()
      .from(packs)
      .where(isNull(packs.withdrawnAt))
      .orderBy(asc(packs.position))
      .all()) {
      const rows = this.#db
        .select()
        .from(exercises)
        .where(eq(exercises.packId, id))
        .orderBy(asc(exercises.position))
        .all()
        .filter(({ withdrawnAt }) => withdrawnAt === null);
      offered.push({
        id,
        title,
        version,
        offers: await this.#offersOf(
          id,
          rows.map(({ hash }) => hash),
        ),
      });
    }
    this.#packs = offered;
    this.#byName.clear();
    this.#current.clear();
    for (const offer of offered.flatMap(({ offers }) => offers)) {
      this.#byName.set(`${offer.pack}/${offer.id}`, offer);
      this.#current.set(keyOf(offer.hash, offer.pack), Promise.resolve(offer.exercise));
    }
  }

  async #offersOf(packId: string, hashes: string[]): Promise<Offer[]> {
    const loaded = await Promise.all(hashes.map((hash) => this.exerciseOf(hash, packId)));
    const known = loaded.map(({ pack, id, hash }) => {
      const offer = this.find(pack, id);
      return offer?.hash === hash && !this.#unrendered.has(keyOf(hash, pack))
        ? offer.statements
        : undefined;
    });
    const rendered = await this.#statements.of(loaded.filter((_, i) => known[i] === undefined));
    return loaded.map((exercise, i) => {
      const { pack, id, hash, manifest } = exercise;
      const made = known[i] ?? rendered.shift();
      const isMade = made !== undefined && !(made instanceof PackError);
      if (isMade) this.#unrendered.delete(keyOf(hash, pack));
      else this.#unrendered.add(keyOf(hash, pack));
      return {
        pack,
        id,
        hash,
        exercise,
        statements: isMade ? made : plainStatements(exercise),
        maxScore: manifest.groups.reduce((sum, group) => sum + group.points, 0),
        files: listPublicFiles(exercise),
      };
    });
  }

  #isOffered(hash: string, packId?: string): boolean {
    return [...this.#byName.values()].some(
      (offer) => offer.hash === hash && (packId === undefined || offer.pack === packId),
    );
  }
}

function keyOf(hash: string, packId = ""): string {
  return `${hash} ${packId}`;
}

/** As they were written: where they cannot be rendered, an exercise can still be read. */
function plainStatements({ statements }: Exercise): Record<Language, string> {
  return Object.fromEntries(
    LANGUAGES.map((language) => [
      language,
      `<pre class="plain-statement">${escapeHtml(statements[language])}</pre>`,
    ]),
  ) as Record<Language, string>;
}
