// The cache of everything that is built once per version: the programs of slots, the scripts of the
// site, the bundle of the command line. All of it is executed later, so a cached folder is used
// only if no other user can have changed it: its files and folders belong to us (or to root), are
// not links, and nobody else can write them. If the cache beside the packages is not safe or cannot
// be written, everything is built for this process alone, in a folder with an unpredictable name
// that is removed when the process ends.
//
// Slots may run as another user, so everyone can read the cache, whatever the umask.
//
// This file is loaded before anything else of Gradus, so it imports only Node's own modules. That is why
// it is one long file.

import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;
const PRIVATE_MODE = 0o700;
const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;
const PREFIX = "gradus-";

/** Thrown if there is no writable folder that is safe from other users. */
export class NoCacheError extends Error {
  readonly folders: string[];
  constructor(folders: string[]) {
    super(`nothing can be built: no safe folder to write to among ${folders.join(", ")}`);
    this.folders = folders;
  }
}

/** A folder of the cache: complete, or a draft that has to be filled. */
export type Place =
  | { folder: string }
  | {
      folder: undefined;
      draft: string;
      /** Moves the draft to its final path, and returns that path. */
      finish: () => string;
      /** Removes the draft. */
      discard: () => void;
    };

/**
 * A folder in the cache, or in a temporary folder. `root`: of the project. `files`: files that it
 * must contain to be complete. Throws `NoCacheError`.
 */
export function findPlace(root: string, name: string, files: string[]): Place {
  return findCachedPlace(root, name, files) ?? placeIn(temporaryFolder(root), name, files);
}

/** Like `findPlace`, but undefined if the cache cannot be used. */
export function findCachedPlace(root: string, name: string, files: string[]): Place | undefined {
  const cache = openCache(root);
  try {
    return cache === undefined ? undefined : placeIn(cache, name, files);
  } catch {
    // The folder is missing or not safe, and we cannot write there.
    return undefined;
  }
}

/**
 * A folder of the cache that no other user can enter, for files that Node itself writes; undefined
 * if the cache cannot be used.
 */
export function openPrivateFolder(root: string, name: string): string | undefined {
  const cache = openCache(root);
  if (cache === undefined) return undefined;
  const folder = join(cache, name);
  try {
    const found = readStat(folder);
    if (found !== undefined && isPrivateFolder(found)) return folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    chmodSync(folder, PRIVATE_MODE);
    return folder;
  } catch {
    return undefined;
  }
}

/**
 * A hash of the sources of a build, for its name in the cache. `root`: the project's folder, whose
 * lock file names the packages. `folders`: all folders that the build reads, with subfolders.
 * `also`: other values that change the result.
 */
export function hashSources(root: string, folders: string[], also = ""): string {
  // Imported, this module would load all that it exports, even if nothing is hashed.
  const { createHash } = process.getBuiltinModule("node:crypto");
  const hash = createHash("sha256")
    .update(`${process.version} ${process.arch} ${also}`)
    .update(readFileSync(join(root, "package-lock.json")));
  for (const folder of folders)
    for (const file of listSources(folder))
      hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

/** The paths of all files in the folder and its subfolders, sorted. */
export function listSources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** Fills and finishes the draft, unless the folder is complete already. Returns its path. */
export function build(place: Place, fill: (draft: string) => void): string {
  if (place.folder !== undefined) return place.folder;
  try {
    fill(place.draft);
    return place.finish();
  } catch (error) {
    place.discard();
    throw error;
  }
}

/** Like `build`, for work that is asynchronous. */
export async function buildLater(
  place: Place,
  fill: (draft: string) => Promise<void>,
): Promise<string> {
  if (place.folder !== undefined) return place.folder;
  try {
    await fill(place.draft);
    return place.finish();
  } catch (error) {
    place.discard();
    throw error;
  }
}

function placeIn(parent: string, name: string, files: string[]): Place {
  const folder = join(parent, name);
  const isComplete = () => isSound(folder) && files.every((file) => existsSync(join(folder, file)));
  if (isComplete()) return { folder };
  // The draft is filled and then renamed, so that another process never reads half of it.
  const draft = mkdtempSync(`${folder}.`);
  const discard = () => rmSync(draft, { recursive: true, force: true });
  const finish = () => {
    openToReaders(draft);
    // A folder that exists but is not safe (created with another umask, for example) is replaced.
    if (readStat(folder) !== undefined && !isComplete())
      rmSync(folder, { recursive: true, force: true });
    try {
      renameSync(draft, folder);
    } catch (error) {
      discard();
      // Another process was faster.
      if (!isComplete()) throw error;
    }
    return folder;
  };
  return { folder: undefined, draft, finish, discard };
}

// ---- the cache beside the packages -------------------------------------------------------------

/** undefined if it does not exist and cannot be created, or is not safe from other users. */
function openCache(root: string): string | undefined {
  const outer = join(root, "node_modules", ".cache");
  const cache = join(outer, "gradus");
  if (!isTightFolder(makeFolder(outer))) return undefined;
  const found = makeFolder(cache);
  try {
    if (found !== undefined && found.uid === userId && isTightFolder(found)) {
      // Created with another umask: a slot's user must be able to enter.
      if (!isReadable(found)) chmodSync(cache, FOLDER_MODE);
    } else if (found?.uid === userId) {
      // Another user may have written to it, so nothing in it can be trusted.
      rmSync(cache, { recursive: true });
      return isTightFolder(makeFolder(cache)) ? cache : undefined;
    }
  } catch {
    return undefined;
  }
  return isTightFolder(found) ? cache : undefined;
}

/**
 * The stats of the folder at the path, which is created if it does not exist; undefined if that
 * fails.
 */
function makeFolder(path: string): Stats | undefined {
  try {
    mkdirSync(path);
    chmodSync(path, FOLDER_MODE);
  } catch {
    // It exists already, or cannot be created.
  }
  return readStat(path);
}

// ---- folders of this process -------------------------------------------------------------------

let temporary: string | undefined;
let offered: string | undefined;

/**
 * Names a folder that no other user can write, for a server that can write nowhere else. Removes
 * what a server that was killed has left in it.
 */
export function offerFolder(folder: string): void {
  offered = folder;
  for (const name of readdirSync(folder))
    if (name.startsWith(PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * The folder in which this process and its children can create temporary folders: the system's, or
 * the one that was offered. undefined if neither is safe.
 */
export function findTemporaryParent(): string | undefined {
  return parents().find(isSafeParent);
}

function parents(): string[] {
  return [tmpdir(), ...(offered === undefined ? [] : [offered])];
}

function temporaryFolder(root: string): string {
  if (temporary !== undefined && existsSync(temporary)) return temporary;
  const parent = findTemporaryParent();
  if (parent === undefined)
    throw new NoCacheError([join(root, "node_modules", ".cache"), ...parents()]);
  const folder = mkdtempSync(join(realpathSync(parent), PREFIX));
  chmodSync(folder, FOLDER_MODE);
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return (temporary = folder);
}

// ---- who can write -----------------------------------------------------------------------------

/** undefined on Windows, which has no such owners and modes. */
const userId = process.getuid?.();

/** Files of root are trusted like our own: root could change this file too. */
function isOurs({ uid }: Stats): boolean {
  return userId === undefined || uid === userId || uid === 0;
}

/** No other user can write it, and it is not a link. */
function isTight(found: Stats): boolean {
  return (
    isOurs(found) &&
    !found.isSymbolicLink() &&
    (userId === undefined || (found.mode & WRITABLE_BY_OTHERS) === 0)
  );
}

function isTightFolder(found: Stats | undefined): boolean {
  return found !== undefined && found.isDirectory() && isTight(found);
}

/** Every user can read the file, or enter and list the folder. */
function isReadable(found: Stats): boolean {
  const wanted = (found.isDirectory() ? FOLDER_MODE : FILE_MODE) & ~WRITABLE_BY_OTHERS & ~0o200;
  return userId === undefined || (found.mode & wanted) === wanted;
}

function isPrivateFolder(found: Stats): boolean {
  return (
    found.isDirectory() &&
    (userId === undefined || (found.uid === userId && (found.mode & 0o777) === PRIVATE_MODE))
  );
}

/**
 * We can write in it, and other users cannot replace what we create there: a folder that others can
 * write needs the sticky bit.
 */
function isSafeParent(path: string): boolean {
  try {
    const found = lstatSync(realpathSync(path));
    accessSync(path, constants.W_OK);
    return isOurs(found) && (isTight(found) || (found.mode & STICKY) !== 0);
  } catch {
    return false;
  }
}

/** A file, or a folder with everything in it: no links, writable by us alone, readable by all. */
function isSound(path: string): boolean {
  const found = readStat(path);
  if (found === undefined || !isTight(found) || !isReadable(found)) return false;
  return (
    found.isFile() ||
    (found.isDirectory() && readdirSync(path).every((name) => isSound(join(path, name))))
  );
}

function openToReaders(path: string): void {
  const found = lstatSync(path);
  const isFolder = found.isDirectory();
  chmodSync(path, isFolder || (found.mode & 0o100) !== 0 ? FOLDER_MODE : FILE_MODE);
  if (isFolder) for (const name of readdirSync(path)) openToReaders(join(path, name));
}

function readStat(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
