// Loads the published exercises for grading and display, and every older version that was used for
// grading. The database records what is published. The files of each version are stored by hash in
// the data folder, and everything is read from there: a change in the pack folder counts only after
// it is published (publish.ts).

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
import type { Knobs } from "./knobs-data.ts";
import type { StatementMaker, Statements } from "./statements.ts";

/** An exercise in its published version. */
export interface Offer {
  pack: string;
  id: string;
  hash: string;
  exercise: Exercise;
  statements: Statements;
  /** Drawn in the statement; null if it has none, or if nothing has answered yet. */
  knobs: Knobs | null;
  maxScore: number;
  /** Public figures and texts: "figures/plot.svg". */
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

/** The limit of versions in memory; the least recently used is removed first. */
const MAX_OLD_VERSIONS = 64;

export class Catalogue {
  readonly #db: Db;
  readonly #statements: StatementMaker;
  /** The folder that stores versions by hash. */
  readonly storedFolder: string;
  #packs: OfferedPack[] = [];
  readonly #byName = new Map<string, Offer>();
  /** By hash and pack: published versions, and others that were requested. */
  readonly #current = new Map<string, Promise<Exercise>>();
  readonly #old = new LRUCache<string, Promise<Exercise>>({ max: MAX_OLD_VERSIONS });
  readonly #unrendered = new Set<string>();
  readonly #unanswered = new Set<string>();
  /** Versions that assignments are pinned to and that are not published now. */
  readonly #pinned = new LRUCache<string, Promise<Offer>>({ max: MAX_OLD_VERSIONS });

  constructor(db: Db, dataFolder: string, statements: StatementMaker) {
    this.#db = db;
    this.#statements = statements;
    this.storedFolder = join(dataFolder, "packs");
  }

  get packs(): readonly OfferedPack[] {
    return this.#packs;
  }

  find(packId: string, exerciseId: string): Offer | undefined {
    return this.#byName.get(`${packId}/${exerciseId}`);
  }

  /** What is offered in place of a withdrawn exercise, in the order of the pack. */
  findReplacements(packId: string, exerciseId: string): Offer[] {
    const offers = this.#packs.find(({ id }) => id === packId)?.offers ?? [];
    return offers.filter(({ exercise }) => exercise.manifest.replaces.includes(exerciseId));
  }

  /** The previous and the next exercise in the pack. */
  findNeighbours({ pack, id }: Offer): Neighbours {
    const offers = this.#packs.find((offered) => offered.id === pack)?.offers ?? [];
    const at = offers.findIndex((offer) => offer.id === id);
    return { previous: offers[at - 1], next: at < 0 ? undefined : offers[at + 1] };
  }

  /**
   * Any version that was ever published. `packId`: the pack that it belongs to, if several packs
   * have identical files and the difference matters. Throws `PackError` if its files are missing or
   * damaged.
   */
  loadVersion(hash: string, packId?: string): Promise<Exercise> {
    const key = formatKey(hash, packId);
    const known = this.#current.get(key) ?? this.#old.get(key);
    if (known !== undefined) return known;
    const loading = loadStoredExercise(this.storedFolder, hash, packId);
    const versions = this.#isOffered(hash, packId) ? this.#current : this.#old;
    versions.set(key, loading);
    // The operator may repair the files, so a failed read is not cached.
    loading.catch(() => versions.delete(key));
    return loading;
  }

  /** Any version as that pack published it. Throws `PackError` as `loadVersion` does. */
  loadOffer(hash: string, packId: string): Promise<Offer> {
    for (const offer of this.#byName.values())
      if (offer.hash === hash && offer.pack === packId) return Promise.resolve(offer);
    const key = formatKey(hash, packId);
    let making = this.#pinned.get(key);
    if (making === undefined) {
      making = this.#loadOffers(packId, [hash]).then(([offer]) => offer!);
      // A failure is not cached: the next request tries again.
      making.then(
        () => this.#isUnfinished(key) && this.#pinned.delete(key),
        () => this.#pinned.delete(key),
      );
      this.#pinned.set(key, making);
    }
    return making;
  }

  /**
   * Whether statements are shown as source text, or without their knobs, because nothing could
   * render or answer them yet.
   */
  get hasUnrendered(): boolean {
    return this.#unrendered.size > 0 || this.#unanswered.size > 0;
  }

  /** Texts of an exercise as HTML; their source if they cannot be rendered. */
  async renderTexts(exercise: Pick<Offer, "pack" | "id">, texts: string[]): Promise<string[]> {
    const rendered = await this.#statements.renderTexts(exercise, texts);
    return texts.map((text, i) => rendered[i] ?? showAsSource(text));
  }

  /**
   * Loads the published state from the database, and replaces the old one in one step when
   * everything is loaded.
   */
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
        offers: await this.#loadOffers(
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
      this.#current.set(formatKey(offer.hash, offer.pack), Promise.resolve(offer.exercise));
    }
  }

  async #loadOffers(packId: string, hashes: string[]): Promise<Offer[]> {
    const loaded = await Promise.all(hashes.map((hash) => this.loadVersion(hash, packId)));
    const known = loaded.map(({ pack, id, hash }) => {
      const offer = this.find(pack, id);
      return offer?.hash === hash && !this.#unrendered.has(formatKey(hash, pack))
        ? offer.statements
        : undefined;
    });
    const rendered = await this.#statements.render(loaded.filter((_, i) => known[i] === undefined));
    const statements = loaded.map((exercise, i) => {
      const made = known[i] ?? rendered.shift();
      const isMade = made !== undefined && !(made instanceof PackError);
      const key = formatKey(exercise.hash, exercise.pack);
      if (isMade) this.#unrendered.delete(key);
      else this.#unrendered.add(key);
      return isMade ? made : plainStatements(exercise);
    });
    const knobs = await Promise.all(
      loaded.map((exercise, i) => this.#answerKnobs(exercise, statements[i]!)),
    );
    return loaded.map((exercise, i) => {
      const { pack, id, hash, manifest } = exercise;
      return {
        pack,
        id,
        hash,
        exercise,
        statements: statements[i]!,
        knobs: knobs[i]!,
        maxScore: manifest.groups.reduce((sum, group) => sum + group.points, 0),
        files: listPublicFiles(exercise),
      };
    });
  }

  async #answerKnobs(exercise: Exercise, { knobs: block }: Statements): Promise<Knobs | null> {
    const { pack, id, hash } = exercise;
    const offer = this.find(pack, id);
    if (block === null) return null;
    if (offer?.hash === hash && offer.knobs !== null) return offer.knobs;
    const answer = await this.#statements.answerKnobs(exercise, block);
    if (answer === undefined) this.#unanswered.add(formatKey(hash, pack));
    else this.#unanswered.delete(formatKey(hash, pack));
    return answer ?? null;
  }

  #isUnfinished(key: string): boolean {
    return this.#unrendered.has(key) || this.#unanswered.has(key);
  }

  #isOffered(hash: string, packId?: string): boolean {
    return [...this.#byName.values()].some(
      (offer) => offer.hash === hash && (packId === undefined || offer.pack === packId),
    );
  }
}

function formatKey(hash: string, packId = ""): string {
  return `${hash} ${packId}`;
}

/** Shows statements as source text: an exercise stays readable if they cannot be rendered. */
function plainStatements({ statements }: Exercise): Statements {
  const sources = Object.fromEntries(
    LANGUAGES.map((language) => [language, showAsSource(statements[language])]),
  ) as Record<Language, string>;
  return { ...sources, knobs: null };
}

function showAsSource(text: string): string {
  return `<pre class="plain-statement">${escapeHtml(text)}</pre>`;
}
