// The packs of a folder as gradus list shows them. Parsing the manifests takes much longer than all
// the rest of the command, so the result is cached until a manifest changes.

import {
  type BigIntStats,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { hashSources, openPrivateFolder } from "../../grader/cache-folder.ts";
import { DAY_MS } from "../durations.ts";
import type { ListedPack } from "./read-manifests.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Lists of folders that nobody lists any more are removed after this time. */
const UNUSED_DAYS = 7;

/** `dir`: of packs, or of one pack. Throws `PackError`. */
export async function readListedPacks(dir: string): Promise<ListedPack[]> {
  const place = findPlaceInCache(dir);
  const cached = place === undefined ? undefined : readCached(place);
  if (cached !== undefined) return cached;
  const packs = (await import("./read-manifests.ts")).readManifests(dir);
  if (place !== undefined) store(place, packs);
  return packs;
}

interface CachePlace {
  folder: string;
  /** Of the file: one for each folder of packs. */
  name: string;
  /** Of the contents: changes with every manifest, and with the code that reads them. */
  key: string;
}

/** undefined if the packs cannot be seen, or nothing can be cached. */
function findPlaceInCache(dir: string): CachePlace | undefined {
  try {
    const folder = openPrivateFolder(ROOT, "listed-packs");
    if (folder === undefined) return undefined;
    const name = `${hashSources(ROOT, [], resolve(dir))}.json`;
    const key = hashSources(ROOT, [join(ROOT, "grader", "pack")], describeManifests(resolve(dir)));
    return { folder, name, key };
  } catch {
    return undefined;
  }
}

/** Names, sizes and times of the manifests. Throws errors of `node:fs`. */
function describeManifests(base: string): string {
  const names = readdirSync(base);
  const packs = names.includes("pack.yaml") ? [base] : names.map((name) => join(base, name));
  return packs
    .flatMap((pack) => [join(pack, "pack.yaml"), ...listExerciseFiles(pack)])
    .map((path) => {
      const found = readStat(path);
      return `${path} ${found?.ino} ${found?.size} ${found?.mtimeNs} ${found?.ctimeNs}\n`;
    })
    .toSorted()
    .join("");
}

/** undefined if there is no such file. */
function readStat(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}

function listExerciseFiles(pack: string): string[] {
  if (!lstatSync(pack).isDirectory()) return [];
  return readdirSync(pack, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [join(pack, entry.name, "exercise.yaml")] : [],
  );
}

/** undefined if there is none, or it is of other manifests. */
function readCached({ folder, name, key }: CachePlace): ListedPack[] | undefined {
  try {
    const cached = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
      key: string;
      packs: ListedPack[];
    };
    return cached.key === key ? cached.packs : undefined;
  } catch {
    return undefined;
  }
}

function store({ folder, name, key }: CachePlace, packs: ListedPack[]): void {
  try {
    for (const old of readdirSync(folder))
      if (Date.now() - lstatSync(join(folder, old)).mtimeMs > UNUSED_DAYS * DAY_MS)
        rmSync(join(folder, old));
    // Renamed, so that another process never reads half of it.
    const draft = join(folder, `${name}.${process.pid}`);
    writeFileSync(draft, JSON.stringify({ key, packs }));
    renameSync(draft, join(folder, name));
  } catch {
    // The next list reads the manifests again.
  }
}
