// The exercises that are offered, ready to be graded and shown, and every older version that something was graded with. The database says
// what is published; the files of each version are kept by hash in the data folder.

import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { join } from "node:path";
import { createGrader, type Exercise, findPacks, type Grader, keepExercise, type Language, loadKeptExercise, type Localized, loadExercise, PackError, type Problem } from "../../grader/index.ts";
import type { Db } from "../db/open.ts";
import { exercises, packs, versions } from "../db/schema.ts";

/** An exercise as it is offered now. */
export interface Offer {
  pack: string;
  id: string;
  hash: string;
  exercise: Exercise;
  /** HTML. */
  statements: Record<Language, string>;
  maxScore: number;
}

export interface OfferedPack {
  id: string;
  title: Localized;
  version: string;
  offers: Offer[];
}

export interface PublishResult {
  /** "pack/exercise" of what is new or has changed, and of what is gone. */
  published: string[];
  withdrawn: string[];
  /** What could not be read, and stays as it was. */
  problems: Problem[];
}

export class Catalogue {
  readonly #db: Db;
  readonly #keptFolder: string;
  readonly #now: () => Date;
  #packs: OfferedPack[] = [];
  readonly #byName = new Map<string, Offer>();
  readonly #byHash = new Map<string, Exercise>();

  constructor(db: Db, dataFolder: string, now: () => Date = () => new Date()) {
    this.#db = db;
    this.#keptFolder = join(dataFolder, "packs");
    this.#now = now;
  }

  get packs(): readonly OfferedPack[] {
    return this.#packs;
  }

  find(packId: string, exerciseId: string): Offer | undefined {
    return this.#byName.get(`${packId}/${exerciseId}`);
  }

  /** Any version that was ever offered. Throws where its files are gone or damaged. */
  async exerciseOf(hash: string): Promise<Exercise> {
    const known = this.#byHash.get(hash);
    if (known !== undefined) return known;
    const kept = await loadKeptExercise(this.#keptFolder, hash);
    this.#byHash.set(hash, kept);
    return kept;
  }

  /** Reads a folder of packs and offers what is in it from now on. Throws `PackError` where it holds no pack at all. */
  async publish(folder: string): Promise<PublishResult> {
    const { packs: found, problems } = findPacks(folder);
    if (found.length === 0) throw new PackError(problems);
    const result: PublishResult = { published: [], withdrawn: [], problems: [...problems] };
    const grader = createGrader();
    try {
      return await this.#publish(found, grader, result);
    } finally {
      await grader.close();
    }
  }

  async #publish(found: ReturnType<typeof findPacks>["packs"], grader: Grader, result: PublishResult): Promise<PublishResult> {
    const offered: OfferedPack[] = [];
    for (const pack of found) {
      const offers: Offer[] = [];
      for (const id of pack.manifest.exercises) {
        const old = this.find(pack.manifest.id, id);
        try {
          const exercise = await loadExercise(pack, id);
          if (old?.hash === exercise.hash) {
            offers.push(old);
            continue;
          }
          await keepExercise(exercise, this.#keptFolder);
          offers.push(await this.#offer(exercise, grader));
          result.published.push(`${pack.manifest.id}/${id}`);
        } catch (error) {
          if (!(error instanceof PackError)) throw error;
          result.problems.push(...error.problems);
          if (old !== undefined) offers.push(old);
        }
      }
      offered.push({ id: pack.manifest.id, title: pack.manifest.title, version: pack.manifest.version, offers });
    }
    this.#record(offered, result);
    this.#packs = offered;
    this.#byName.clear();
    for (const { offers } of offered) for (const offer of offers) this.#byName.set(`${offer.pack}/${offer.id}`, offer);
    return result;
  }

  async #offer(exercise: Exercise, grader: Grader): Promise<Offer> {
    const { pack, id, hash, manifest, statements } = exercise;
    const targets = { files: `/exercises/${pack}/${id}`, exercises: `/exercises/${pack}` };
    const texts = (["zh-CN", "en"] as const).map((language) => ({ text: statements[language], file: `${pack}/${id}/statement.${language}.md`, targets }));
    const [zhCN, en] = (await grader.renderStatements(texts)).map((rendered) => {
      if (!rendered.ok) throw new PackError([rendered.problem]);
      return rendered.html;
    });
    this.#byHash.set(hash, exercise);
    const maxScore = manifest.groups.reduce((sum, group) => sum + group.points, 0);
    return { pack, id, hash, exercise, statements: { "zh-CN": zhCN!, en: en! }, maxScore };
  }

  #record(offered: OfferedPack[], result: PublishResult): void {
    const now = this.#now();
    this.#db.transaction((tx) => {
      for (const [position, { id, title, version, offers }] of offered.entries()) {
        const pack = { title, version, position, publishedAt: now, withdrawnAt: null };
        tx.insert(packs).values({ id, ...pack }).onConflictDoUpdate({ target: packs.id, set: pack }).run();
        for (const [place, { hash, id: exerciseId, maxScore, exercise }] of offers.entries()) {
          const { title: exerciseTitle, level } = exercise.manifest;
          tx.insert(versions).values({ hash, packId: id, exerciseId, title: exerciseTitle, level, maxScore, keptAt: now }).onConflictDoNothing().run();
          const row = { hash, position: place, publishedAt: now, withdrawnAt: null };
          tx.insert(exercises).values({ packId: id, id: exerciseId, ...row }).onConflictDoUpdate({ target: [exercises.packId, exercises.id], set: row }).run();
        }
      }
      const live = new Set(offered.flatMap(({ id, offers }) => offers.map((offer) => `${id}/${offer.id}`)));
      for (const row of tx.select().from(exercises).where(isNull(exercises.withdrawnAt)).orderBy(asc(exercises.packId), asc(exercises.position)).all()) {
        if (live.has(`${row.packId}/${row.id}`)) continue;
        tx.update(exercises).set({ withdrawnAt: now }).where(and(eq(exercises.packId, row.packId), eq(exercises.id, row.id))).run();
        result.withdrawn.push(`${row.packId}/${row.id}`);
      }
      tx.run(sql`update ${packs} set withdrawn_at = ${now.getTime()} where withdrawn_at is null and id not in (select pack_id from ${exercises} where withdrawn_at is null)`);
    }, { behavior: "immediate" });
  }
}
