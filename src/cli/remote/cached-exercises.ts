// Caches what a server offers for download: it works offline, and is requested again only when it
// has changed.
//
//   <cache>/gradus/<server>/exercises.json        the last list
//   <cache>/gradus/<server>/<pack>/<id>.json      the newest cached version, and its tag
//   <cache>/gradus/<server>/<hash>/bundle.json    that version

import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { z } from "zod";
import {
  MAX_BUNDLE_BYTES,
  type PublicBundle,
  readPublicBundle,
} from "../../../grader/doors/public-bundles.ts";
import { PackError } from "../../../grader/doors/packs.ts";
import { exerciseList, type ExerciseList } from "../../api/schemas.ts";
import { UsageError } from "../usage-error.ts";

const newest = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  etag: z.string().max(200),
  fetchedAt: z.iso.datetime(),
});

export interface CachedBundle {
  bundle: PublicBundle;
  etag: string;
  fetchedAt: Date;
}

const MAX_LIST_BYTES = 8 * 1024 * 1024;

function cacheFolder(): string {
  const folder = process.env["XDG_CACHE_HOME"];
  return join(
    folder !== undefined && folder.startsWith("/") ? folder : join(homedir(), ".cache"),
    "gradus",
  );
}

export class CachedExercises {
  readonly #folder: string;

  constructor(serverUrl: string) {
    this.#folder = join(
      cacheFolder(),
      serverUrl.replace("://", "_").replaceAll(/[^A-Za-z0-9.-]/g, "_"),
    );
  }

  /** undefined if there is no readable cache file. Fetching replaces a damaged one. */
  list(): ExerciseList | undefined {
    const parsed = exerciseList.safeParse(
      readJson(join(this.#folder, "exercises.json"), MAX_LIST_BYTES),
    );
    return parsed.success ? parsed.data : undefined;
  }

  cacheList(list: ExerciseList): void {
    // The user's progress is requested each time, so it is not cached.
    const packs = list.packs.map((pack) => ({
      ...pack,
      exercises: pack.exercises.map((exercise) => ({ ...exercise, progress: null })),
    }));
    this.#write("exercises.json", JSON.stringify({ packs }));
  }

  bundle(pack: string, id: string): CachedBundle | undefined {
    const facts = newest.safeParse(readJson(join(this.#folder, pack, `${id}.json`), 4096));
    if (!facts.success) return undefined;
    const text = readCapped(join(this.#folder, facts.data.hash, "bundle.json"), MAX_BUNDLE_BYTES);
    if (text === undefined) return undefined;
    try {
      const bundle = readPublicBundle(text, `${pack}/${id}`);
      if (bundle.hash !== facts.data.hash || bundle.pack.id !== pack || bundle.exercise.id !== id)
        return undefined;
      return { bundle, etag: facts.data.etag, fetchedAt: new Date(facts.data.fetchedAt) };
    } catch (error) {
      if (error instanceof PackError) return undefined;
      throw error;
    }
  }

  /** `text` is the bundle as received. The previous version is removed. */
  cacheBundle(bundle: PublicBundle, text: Uint8Array, etag: string, now: Date): void {
    const { pack, exercise, hash } = bundle;
    const before = newest.safeParse(
      readJson(join(this.#folder, pack.id, `${exercise.id}.json`), 4096),
    );
    this.#write(join(hash, "bundle.json"), Buffer.from(text));
    this.#write(
      join(pack.id, `${exercise.id}.json`),
      JSON.stringify({ hash, etag, fetchedAt: now.toISOString() }),
    );
    if (before.success && before.data.hash !== hash)
      rmSync(join(this.#folder, before.data.hash), { recursive: true, force: true });
  }

  #write(name: string, content: string | Buffer): void {
    const path = join(this.#folder, name);
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileAtomic.sync(path, content, { mode: 0o600 });
    } catch (error) {
      throw new UsageError("usage.cannot-write", {
        file: path,
        detail: (error as NodeJS.ErrnoException).code ?? String(error),
      });
    }
  }
}

/** The names of all exercises of all servers in the cache, for completion in a shell. */
export function listCachedNames(): { pack: string; id: string }[] {
  let servers: string[];
  try {
    servers = readdirSync(cacheFolder());
  } catch {
    return [];
  }
  return servers.flatMap((server) => {
    const parsed = exerciseList.safeParse(
      readJson(join(cacheFolder(), server, "exercises.json"), MAX_LIST_BYTES),
    );
    return parsed.success
      ? parsed.data.packs.flatMap(({ exercises }) =>
          exercises.map(({ pack, id }) => ({ pack, id })),
        )
      : [];
  });
}

function readJson(path: string, maxBytes: number): unknown {
  try {
    return JSON.parse(Buffer.from(readCapped(path, maxBytes) ?? []).toString("utf8"));
  } catch {
    return undefined;
  }
}

function readCapped(path: string, maxBytes: number): Uint8Array | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, "r");
    const stats = fstatSync(descriptor);
    return stats.isFile() && stats.size <= maxBytes ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
