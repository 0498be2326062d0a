// What the tests of one submission are made from. Visible groups: a seed that everyone may know and
// replay. Hidden groups: another one, which follows from the site's secret, so that nothing a
// student can see or compute tells which hidden cases their code meets.

import { createHash, createHmac } from "node:crypto";

/**
 * Seeds that are derived, not given, come from this many, so that the reference's answers to
 * generated cases are soon all known and most submissions cost it nothing. Together they still hold
 * thousands of different cases.
 */
const DERIVED_SEEDS = 64;
/** Generators take seeds below this. */
const CASE_SEEDS = 2 ** 31;
const LARGEST_HIDDEN_SEED = Number.MAX_SAFE_INTEGER;

/** For the visible groups. Equal code gets equal cases everywhere. */
export function deriveSeed(submissionHash: string): number {
  return Number.parseInt(submissionHash.slice(0, 8), 16) % DERIVED_SEEDS;
}

/**
 * For the hidden groups: one of 64 numbers of 53 bits that only who knows `secret` can compute.
 * Equal code gets equal cases on one site. `secret`: the site's; "" where there is no site.
 */
export function deriveHiddenSeed(
  secret: string,
  exerciseHash: string,
  submissionHash: string,
): number {
  const choice =
    hmac(secret, `gradus hidden choice ${submissionHash}`).readUInt32LE(0) % DERIVED_SEEDS;
  return firstBits(hmac(secret, `gradus hidden seed ${exerciseHash} ${choice}`));
}

/** What a hidden group's generator is given. */
export function deriveCaseSeed(hiddenSeed: number): number {
  return hiddenSeed % CASE_SEEDS;
}

/**
 * What `Math.random` and the order of the cases come from while hidden groups run. A submission may
 * well find it out: it is 31 bits of a hash, from which neither the hidden seed nor its cases can
 * be computed.
 */
export function deriveChanceSeed(hiddenSeed: number): number {
  return (
    createHash("sha256").update(`gradus hidden chance ${hiddenSeed}`).digest().readUInt32LE(0) %
    CASE_SEEDS
  );
}

export function isHiddenSeed(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= LARGEST_HIDDEN_SEED;
}

function hmac(secret: string, text: string): Buffer {
  return createHmac("sha256", secret).update(text).digest();
}

/** As many as a number holds exactly. */
function firstBits(bytes: Buffer): number {
  return Number(bytes.readBigUInt64LE(0) & BigInt(LARGEST_HIDDEN_SEED));
}
