// Fresh gradients for every rule.
//
// The gradients are given and do not depend on the knobs, so no error grows from step to step, and the tolerance is that
// of the stored cases. Rates are at least 0.01 and knobs at most 2: then epsilon in the other library's place, or inside the
// root, is more than ten tolerances away for gradients about 1, and far more for the tiny ones, which are of epsilon's own size.

import fc from "fast-check";

const list = <T>(length: number, of: fc.Arbitrary<T>) => fc.array(of, { minLength: length, maxLength: length });

/** Hundredths; never 0, where every rule would agree. */
const hundredths = (limit: number) =>
  fc.tuple(fc.integer({ min: 1, max: limit * 100 }), fc.constantFrom(1, -1)).map(([k, sign]) => (sign * k) / 100);

const rate = fc.constantFrom(0.01, 0.02, 0.05, 0.1);
const decay = fc.constantFrom(0.1, 0.05, 0.2);
const betas = fc.record({ beta1: fc.constantFrom(0.9, 0.8, 0.5), beta2: fc.constantFrom(0.999, 0.99, 0.95) });

const sgdType = fc.constantFrom("sgd", "keras_sgd");
const plainSgd = fc.record({ type: fc.constant("sgd"), lr: rate });
const momentumSgd = fc.record({ type: sgdType, lr: rate, momentum: fc.constantFrom(0.9, 0.5, 0.8, 0) });
const nesterov = fc.record({ type: sgdType, lr: rate, momentum: fc.constantFrom(0.9, 0.5, 0.8), nesterov: fc.constant(true) });
const adamKeras = fc.record({ type: fc.constant("adam_keras"), lr: rate, eps: fc.constantFrom(1e-7, 1e-6) });
const adamTorch = fc.record({ type: fc.constant("adam_torch"), lr: rate, eps: fc.constantFrom(1e-8, 1e-7) });
const adamL2 = fc.record({ type: fc.constant("adam_torch"), lr: rate, eps: fc.constantFrom(1e-8, 1e-7), weight_decay: decay });
const adamw = fc.record({ type: fc.constant("adamw_torch"), lr: rate, eps: fc.constantFrom(1e-8, 1e-7), weight_decay: decay });

const withBetas = (rule: fc.Arbitrary<{ type: string }>) => fc.tuple(rule, betas).map(([own, shared]) => ({ ...own, ...shared }));
const rules = [plainSgd, momentumSgd, nesterov, withBetas(adamKeras), withBetas(adamTorch), withBetas(adamL2), withBetas(adamw)] as fc.Arbitrary<{ type: string }>[];

const sizes = fc.record({
  optimizer: fc.oneof(...rules),
  knobs: fc.constantFrom(1, 2, 3, 1),
  steps: fc.integer({ min: 2, max: 8 }),
  clipped: fc.constantFrom(false, true, false),
  tiny: fc.boolean(),
  decayed: fc.boolean(),
  decay,
  rest: fc.boolean(),
});

export default sizes.chain(({ optimizer, knobs, steps, clipped, tiny, decayed, decay: weight, rest }) => {
  const small = tiny && optimizer.type.startsWith("adam") && optimizer.type !== "adamw_torch";
  return fc.record({ params: list(knobs, hundredths(2)), grads: list(steps, list(knobs, hundredths(3))) }).map(({ params, grads }) => {
    // A rule with memory moves on when the gradient rests for a step; in the third step, so that there is something to remember.
    const rested = grads.map((g, t) => (rest && t === 2 ? g.map(() => 0) : g));
    const scaled = rested.map((g) => g.map((v) => (small ? Number((v * 1e-6).toPrecision(3)) : v)));
    // Between the shortest gradient and the longest, so that some are clipped and some are not.
    const lengths = scaled.map((g) => Math.hypot(...g));
    const limit = Number(((Math.min(...lengths) + Math.max(...lengths)) / 2).toPrecision(2));
    const settings = {
      ...optimizer,
      ...(optimizer.type === "sgd" && decayed ? { weight_decay: weight } : {}),
      ...(clipped && !small ? { clip_norm: limit } : {}),
    };
    return { input: { kind: optimizer.type, params, grads: scaled, optimizer: settings } };
  });
});
