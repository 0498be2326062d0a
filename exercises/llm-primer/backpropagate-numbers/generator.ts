// Fresh chains of one to seven nodes.
//
// Every number is a multiple of 1/8, so that a relu that should stand exactly at 0 does so in whatever way the product and
// the sum before it are computed.
//
// Tolerance: a rounding error grows by the slopes that it passes, so the absolute part grows with the product of all slopes
// above 1, and with the largest value, which a product hands to the derivative of its knob.

import fc from "fast-check";

interface Node {
  op: "add" | "multiply" | "square" | "relu" | "tanh";
  knob?: number;
}

const ATOL = 1e-13;
const RTOL = 1e-11;

const eighths = fc.integer({ min: -16, max: 16 }).map((k) => k / 8);
const knobs = fc.oneof({ weight: 9, arbitrary: eighths }, { weight: 1, arbitrary: fc.constant(0) });

const withKnob: fc.Arbitrary<Node> = fc.record({ op: fc.constantFrom("add" as const, "multiply" as const), knob: knobs });
const withoutKnob: fc.Arbitrary<Node> = fc.record({ op: fc.constantFrom("square" as const, "relu" as const, "tanh" as const) });

const plain = fc.array(fc.oneof({ weight: 3, arbitrary: withKnob }, { weight: 2, arbitrary: withoutKnob }), { minLength: 2, maxLength: 7 });
const single = fc.oneof(withKnob, withoutKnob).map((node) => [node]);
const bare = fc.array(withoutKnob, { minLength: 2, maxLength: 4 });

export default fc
  .record({
    x: eighths,
    chain: fc.oneof({ weight: 7, arbitrary: plain }, { weight: 2, arbitrary: single }, { weight: 2, arbitrary: bare }),
    kink: fc.constantFrom(true, false, false, false),
    weight: eighths,
  })
  .map(({ x, chain, kink, weight }) => {
    const first: Node[] = [{ op: "multiply", knob: weight }, { op: "add", knob: 0 - weight * x }, { op: "relu" }];
    const nodes = limitSquares(kink ? [...first, ...chain.slice(0, 4)] : chain);
    return { input: { kind: "chain", chain: nodes, x }, tolerance: { rtol: RTOL, atol: ATOL * scaleOf(nodes, x) } };
  });

/** Each square after the second becomes a tanh, so that no value becomes huge. */
function limitSquares(chain: Node[]): Node[] {
  let squares = 0;
  return chain.map((node) => (node.op === "square" && ++squares > 2 ? { op: "tanh" } : node));
}

function scaleOf(chain: Node[], x: number): number {
  let value = x;
  let largest = 1;
  let growth = 1;
  for (const { op, knob } of chain) {
    largest = Math.max(largest, Math.abs(value));
    if (op === "multiply") growth *= Math.max(1, Math.abs(knob!));
    if (op === "square") growth *= Math.max(1, 2 * Math.abs(value));
    if (op === "add") value += knob!;
    if (op === "multiply") value *= knob!;
    if (op === "square") value *= value;
    if (op === "relu") value = Math.max(0, value);
    if (op === "tanh") value = Math.tanh(value);
  }
  return growth * largest;
}
