// Inputs of real cases, each made invalid in one place: a field is left out, or a value has another
// type or is NaN. A place is a path without positions in lists ("layers[].bias"), so each place is
// changed only once in every way. A kind of value that some case has at a place is valid there.

import { isRecord, type Value } from "../isolate/codec.ts";

type Kind = "null" | "string" | "number" | "boolean" | "array" | "object" | "missing" | "NaN";

export interface SpoiltInput {
  /** "layers[].bias"; "" for the input as a whole. */
  place: string;
  /** The kind of the present value. */
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
/** If there are very many, the first ones are enough. */
const MAX_SPOILT = 400;

/** `inputs`: of enough cases to show every kind of value that is valid. */
export function spoilInputs(inputs: Value[]): SpoiltInput[] {
  const kinds = new Map<string, Set<Kind>>();
  for (const input of inputs) note(input, "", kinds);
  markMissing(inputs, kinds);
  const asked = new Set<string>();
  const spoilt: SpoiltInput[] = [];
  for (const input of inputs) {
    for (const { place, replaceBy, isField } of listPlaces(input)) {
      const has = kinds.get(place)!;
      for (const by of [...(Object.keys(SUBSTITUTES) as Kind[]), "missing" as const]) {
        const key = `${place} ${by}`;
        if (asked.has(key) || has.has(by) || spoilt.length >= MAX_SPOILT) continue;
        if (by === "missing" && !isField) continue;
        // Where no number is expected, a number is another type already.
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

function nameKind(value: Value): Kind {
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
  kinds.set(place, known.add(nameKind(value)));
  if (Array.isArray(value)) for (const item of value) note(item, `${place}[]`, kinds);
  else if (isRecord(value))
    for (const [key, inner] of Object.entries(value)) note(inner, join(place, key), kinds);
}

/** A field is optional if some object at its place does not have it. */
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

/** Only the first element of each list, since all elements are at the same place. */
function listPlaces(input: Value): Place[] {
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
        walk(old, join(place, key), true, (inner) => replaceBy(replaceField(value, key, inner)));
      }
    }
  };
  walk(input, "", false, (value) => (value === LEFT_OUT ? undefined : value));
  return places;
}

function replaceField(
  value: { [key: string]: Value },
  key: string,
  inner: Value | typeof LEFT_OUT,
): Value {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, old]) => {
      if (name !== key) return [[name, old]];
      return inner === LEFT_OUT ? [] : [[name, inner]];
    }),
  );
}

function join(place: string, key: string): string {
  return place === "" ? key : `${place}.${key}`;
}
