// Where what is built once a version is kept: the programs of slots, what browsers load, the
// command's own bundle. All of it is run later, so it is used only if nobody else can have had a
// hand in it: folders and files belong to us (or to root), are no links, and nobody else may write
// them. Where the cache beside the packages is not like that, or cannot be written, everything is
// built anew for this process, in a folder with a name that nobody can foresee, which is removed
// when the process ends.
//
// Slots may run as another user, so what is kept may be read by everybody, whatever the umask.

import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FOLDER_MODE = 0o755;
const FILE_MODE = 0o644;
const PRIVATE_MODE = 0o700;
const WRITABLE_BY_OTHERS = 0o022;
const STICKY = 0o1000;
const PREFIX = "gradus-";

/** Nothing can be built: no folder can be written that is safe from others. */
export class NoCacheError extends Error {
  readonly folders: string[];
  constructor(folders: string[]) {
    super(`nothing can be built: no safe folder to write to among ${folders.join(", ")}`);
    this.folders = folders;
  }
}

/** What is kept already, or a draft to be filled. */
export type Place =
  | { folder: string }
  | {
      folder: undefined;
      draft: string;
      /** The folder that it has become. */ keep: () => string;
      drop: () => void;
    };

/** `root`: of the project. `files`: what must be in it at least. Throws `NoCacheError`. */
export function findPlace(root: string, name: string, files: string[]): Place {
  return findCachedPlace(root, name, files) ?? placeIn(temporaryFolder(root), name, files);
}

/** undefined where only a temporary folder would do. */
export function findCachedPlace(root: string, name: string, files: string[]): Place | undefined {
  const cache = openCache(root);
  try {
    return cache === undefined ? undefined : placeIn(cache, name, files);
  } catch {
    // What is there is not sound, or is missing, and we may not write there.
    return undefined;
  }
}

/**
 * A folder of the cache that nobody else may even enter, for what Node itself writes there;
 * undefined where there can be none.
 */
export function openPrivateFolder(root: string, name: string): string | undefined {
  const cache = openCache(root);
  if (cache === undefined) return undefined;
  const folder = join(cache, name);
  try {
    const found = statOf(folder);
    if (found !== undefined && isPrivateFolder(found)) return folder;
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    chmodSync(folder, PRIVATE_MODE);
    return folder;
  } catch {
    return undefined;
  }
}

/** The draft filled and kept, or what was kept before. */
export function build(place: Place, fill: (draft: string) => void): string {
  if (place.folder !== undefined) return place.folder;
  try {
    fill(place.draft);
    return place.keep();
  } catch (error) {
    place.drop();
    throw error;
  }
}

/** As `build`, for what takes its time. */
export async function buildLater(
  place: Place,
  fill: (draft: string) => Promise<void>,
): Promise<string> {
  if (place.folder !== undefined) return place.folder;
  try {
    await fill(place.draft);
    return place.keep();
  } catch (error) {
    place.drop();
    throw error;
  }
}

function placeIn(parent: string, name: string, files: string[]): Place {
  const folder = join(parent, name);
  const isKept = () => isSound(folder) && files.every((file) => existsSync(join(folder, file)));
  if (isKept()) return { folder };
  // Filled aside and then renamed, so that two starts at once cannot read half of it.
  const draft = mkdtempSync(`${folder}.`);
  const drop = () => rmSync(draft, { recursive: true, force: true });
  const keep = () => {
    openToReaders(draft);
    // What is there and not sound (made with another umask, say) makes room.
    if (statOf(folder) !== undefined && !isKept()) rmSync(folder, { recursive: true, force: true });
    try {
      renameSync(draft, folder);
    } catch (error) {
      drop();
      // Another start was faster.
      if (!isKept()) throw error;
    }
    return folder;
  };
  return { folder: undefined, draft, keep, drop };
}

// ---- beside the packages
// ------------------------------------------------------------------------------------

/** undefined where it is not there and cannot be made, or is not safe from others. */
function openCache(root: string): string | undefined {
  const outer = join(root, "node_modules", ".cache");
  const cache = join(outer, "gradus");
  if (!isTightFolder(makeFolder(outer))) return undefined;
  const found = makeFolder(cache);
  try {
    if (found !== undefined && found.uid === userId && isTightFolder(found)) {
      // Made with another umask: a slot's user must be able to come through.
      if (!isReadable(found)) chmodSync(cache, FOLDER_MODE);
    } else if (found?.uid === userId) {
      // Others may have written it: nothing in it counts.
      rmSync(cache, { recursive: true });
      return isTightFolder(makeFolder(cache)) ? cache : undefined;
    }
  } catch {
    return undefined;
  }
  return isTightFolder(found) ? cache : undefined;
}

/** What is at the path, made now if nothing was; undefined where it cannot be made. */
function makeFolder(path: string): Stats | undefined {
  try {
    mkdirSync(path);
    chmodSync(path, FOLDER_MODE);
  } catch {
    // It is there already, or cannot be made.
  }
  return statOf(path);
}

// ---- for one process alone
// ----------------------------------------------------------------------------------

let temporary: string | undefined;
let offered: string | undefined;

/**
 * A folder that nobody else may write, for a server that may write nothing else. What a server that
 * was killed has left in it is removed.
 */
export function offerFolder(folder: string): void {
  offered = folder;
  for (const name of readdirSync(folder))
    if (name.startsWith(PREFIX)) rmSync(join(folder, name), { recursive: true, force: true });
}

/**
 * Where folders for a while can be made, for this process and those that it starts: the system's
 * place, or the one that was offered.
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

// ---- whose it is
// --------------------------------------------------------------------------------------------

/** undefined on Windows, which has neither owners nor modes of this kind. */
const userId = process.getuid?.();

/** What is root's is as good as ours: root could change this very file. */
function isOurs({ uid }: Stats): boolean {
  return userId === undefined || uid === userId || uid === 0;
}

/** Nobody else can write it, or lead it elsewhere. */
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

/** For everybody: a folder to enter and list, a file to read. */
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
 * We may write it. Its owner may rename what is in it, and so may all others who can write it,
 * unless it is sticky.
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

/** A folder with all that is in it: no links, written by nobody else, read by everybody. */
function isSound(path: string): boolean {
  const found = statOf(path);
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

function statOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false });
}
