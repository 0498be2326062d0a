// Parses the manifests of a folder's packs, for gradus list.

import { loadManifest, type Localized } from "../../grader/doors/packs.ts";
import { openPacks } from "./find-exercise.ts";

export interface ListedPack {
  id: string;
  version: string;
  title: Localized;
  exercises: {
    pack: string;
    id: string;
    title: Localized;
    level: number;
    /** null: the pack does not say. */
    minutes: number | null;
    fromText: boolean;
    points: number;
    recommended: string[];
    isSolved: boolean;
  }[];
}

/** Throws `PackError`. */
export function readManifests(dir: string): ListedPack[] {
  return openPacks(dir).map((pack) => {
    const { id: packId, version, title, exercises } = pack.manifest;
    return {
      id: packId,
      version,
      title,
      exercises: exercises.map((id) => {
        const { groups, ...manifest } = loadManifest(pack, id);
        return {
          pack: packId,
          id,
          title: manifest.title,
          level: manifest.level,
          minutes: manifest.minutes ?? null,
          fromText: manifest.fromText,
          points: groups.reduce((sum, group) => sum + group.points, 0),
          recommended: manifest.recommended,
          isSolved: false,
        };
      }),
    };
  });
}
