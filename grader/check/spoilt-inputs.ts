// Inputs of real cases, each spoilt in one place: something is left out, or is of another type, or
// not a number. A place is a path without the places in lists, so that "layers[].bias" is asked
// about once. What some case has at such a place is no spoilt input.

import { isRecord, type Value } from "../sandbox/codec.ts";

/** null, text, number, true/false, list, object. */
type Kind = "null" | "string" | "number" | "boolean" | "array" | "object" | "missing" | "NaN";

export interface SpoiltInput {
  /** "layers[].bias"; "" for the input as a whole. */
  place: string;
  /** What stands there now. */
  by: Kind;
  input: Value;
}

const SUBSTITUTES: Record<Exclude<Kind, "missing">, Value> = {
  null: null,
  string: "spoilt",
  number: 7,
  boolean: true,
  array: [],
  object: {},
  NaN,
};
/** Of very many different places the first ones will do. */
const MAX_SPOILT = 400;

/** `inputs`: of every case there is, or of enough to show all that is valid. */
export function spoilInputs(inputs: Value[]): SpoiltInput[] {
  const kinds = new Map<string, Set<Kind>>();
  for (const input of inputs) note(input, "", kinds);
  markMissing(inputs, kinds);
  const asked = new Set<string>();
  const spoilt: SpoiltInput[] = [];
  for (const input of inputs) {
    for (const { place, replaceBy, isField } of placesIn(input)) {
      const has = kinds.get(place)!;
      for (const by of [...(Object.keys(SUBSTITUTES) as Kind[]), "missing" as const]) {
        const key = `${place} ${by}`;
        if (asked.has(key) || has.has(by) || spoilt.length >= MAX_SPOILT) continue;
        if (by === "missing" && !isField) continue;
        // Elsewhere it is another type, which is asked about as such.
        if (by === "NaN" && !has.has("number")) continue;
        asked.add(key);
        spoilt.push({
          place,
          by,
          input: by === "missing" ? replaceBy(LEFT_OUT) : replaceBy(SUBSTITUTES[by]),
        });
      }
    }
  }
  return spoilt;
}

function kindOf(value: Value): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isNaN(value) ? "NaN" : "number";
  if (typeof value === "bigint") return "number";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "boolean";
  return value === undefined ? "missing" : "object";
}

function note(value: Value, place: string, kinds: Map<string, Set<Kind>>): void {
  const known = kinds.get(place) ?? new Set<Kind>();
  kinds.set(place, known.add(kindOf(value)));
  if (Array.isArray(value)) for (const item of value) note(item, `${place}[]`, kinds);
  else if (isRecord(value))
    for (const [key, inner] of Object.entries(value)) note(inner, join(place, key), kinds);
}

/** A field that some object at its place does without may be left out. */
function markMissing(inputs: Value[], kinds: Map<string, Set<Kind>>): void {
  const fields = new Map<string, Set<string>>();
  const gather = (
    value: Value,
    place: string,
    each: (place: string, value: { [key: string]: Value }) => void,
  ): void => {
    if (Array.isArray(value)) for (const item of value) gather(item, `${place}[]`, each);
    else if (isRecord(value)) {
      each(place, value);
      for (const [key, inner] of Object.entries(value)) gather(inner, join(place, key), each);
    }
  };
  for (const input of inputs)
    gather(input, "", (place, value) =>
      fields.set(place, new Set([...(fields.get(place) ?? []), ...Object.keys(value)])),
    );
  for (const input of inputs) {
    gather(input, "", (place, value) => {
      for (const key of fields.get(place)!)
        if (!Object.hasOwn(value, key)) kinds.get(join(place, key))!.add("missing");
    });
  }
}

const LEFT_OUT = Symbol("left out");

interface Place {
  place: string;
  isField: boolean;
  /** The whole input with something else at this place. */
  replaceBy: (value: Value | typeof LEFT_OUT) => Value;
}

/** The first of each list only: the others are at the same place. */
function placesIn(input: Value): Place[] {
  const places: Place[] = [];
  const walk = (
    value: Value,
    place: string,
    isField: boolean,
    replaceBy: Place["replaceBy"],
  ): void => {
    places.push({ place, isField, replaceBy });
    if (Array.isArray(value) && value.length > 0) {
      walk(value[0], `${place}[]`, false, (inner) =>
        replaceBy([...(inner === LEFT_OUT ? [] : [inner]), ...value.slice(1)]),
      );
    } else if (isRecord(value)) {
      for (const [key, old] of Object.entries(value)) {
        walk(old, join(place, key), true, (inner) =>
          replaceBy(
            Object.fromEntries(
              Object.entries(value).flatMap(([k, v]) =>
                k !== key ? [[k, v]] : inner === LEFT_OUT ? [] : [[k, inner]],
              ),
            ),
          ),
        );
      }
    }
  };
  walk(input, "", false, (value) => (value === LEFT_OUT ? undefined : value));
  return places;
}

function join(place: string, key: string): string {
  return place === "" ? key : `${place}.${key}`;
}
