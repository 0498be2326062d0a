// source: accepted | Comments that steer compilers, linters, coverage and bundlers.
/** @jsx process.exit */ /* @jsxImportSource ../driver */ /* global process */ /* eslint-env node */ /* c8 ignore start */
/// <reference path="../../data/secret/hidden.json" />
/// <reference types="node" />
/* webpackIgnore: true */ // @ts-nocheck
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
// @ts-expect-error
