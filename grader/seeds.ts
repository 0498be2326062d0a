// The seeds that a submission's test cases are generated from. The seed of the visible groups is
// public, so that anyone can repeat them. The seed of the hidden groups depends on the site's
// secret, so that a student can neither see nor compute which hidden cases their code is tested
// with.

import { createHash, createHmac } from "node:crypto";
import type { GradeRequest, Seeds } from "./grade-request.ts";

/**
 * How many different seeds are derived. With so few, the reference's answers to generated cases are
 * soon all cached, and most submissions need no run of the reference. Together they still give
 * thousands of different cases.
 */
const DERIVED_SEEDS = 64;
/** Generators accept seeds below this. */
const CASE_SEEDS = 2 ** 31;
const LARGEST_HIDDEN_SEED = Number.MAX_SAFE_INTEGER;

/**
 * The seed of the visible groups: 0 to 63. Equal code gets equal cases on every site.
 * `submissionHash`: SHA-256 in hex.
 */
export function deriveSeed(submissionHash: string): number {
  return Number.parseInt(submissionHash.slice(0, 8), 16) % DERIVED_SEEDS;
}

/**
 * The seed of the hidden groups: one of 64 integers of 53 bits, which only someone who knows
 * `secret` can compute. Equal code gets equal cases on the same site. `secret`: the site's, or ""
 * without a site.
 */
export function deriveHiddenSeed(
  secret: string,
  exerciseHash: string,
  submissionHash: string,
): number {
  const choice =
    hmac(secret, `gradus hidden choice ${submissionHash}`).readUInt32LE(0) % DERIVED_SEEDS;
  return readBits(hmac(secret, `gradus hidden seed ${exerciseHash} ${choice}`));
}

/**
 * The seeds of the request, or the derived ones. `submissionHash`: by default computed from the
 * request's source.
 */
export function chooseSeeds(
  secret: string,
  {
    exercise,
    source,
    seed,
    hiddenSeed,
  }: Pick<GradeRequest, "exercise" | "source" | "seed" | "hiddenSeed">,
  submissionHash = createHash("sha256").update(source).digest("hex"),
): Seeds {
  return {
    visible: seed ?? deriveSeed(submissionHash),
    hidden: hiddenSeed ?? deriveHiddenSeed(secret, exercise.hash, submissionHash),
  };
}

/** The seed for the generator of a hidden group: 0 to 2^31 - 1. */
export function deriveCaseSeed(hiddenSeed: number): number {
  return hiddenSeed % CASE_SEEDS;
}

/**
 * The seed of `Math.random` and of the order of cases while hidden groups run: 0 to 2^31 - 1. A
 * submission may find it out. It is 31 bits of a hash, from which neither the hidden seed nor its
 * cases can be computed.
 */
export function deriveChanceSeed(hiddenSeed: number): number {
  return (
    createHash("sha256").update(`gradus hidden chance ${hiddenSeed}`).digest().readUInt32LE(0) %
    CASE_SEEDS
  );
}

/** Whether a value can be a seed of the hidden groups: an integer from 0 to 2^53 - 1. */
export function isHiddenSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= LARGEST_HIDDEN_SEED;
}

function hmac(secret: string, text: string): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}

/** The first 53 bits, which a number holds exactly. */
function readBits(bytes: Buffer): number {
  return Number(bytes.readBigUInt64LE(0) & BigInt(LARGEST_HIDDEN_SEED));
}
