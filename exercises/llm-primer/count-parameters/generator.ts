// Fresh networks of linear layers, from a single 1 x 1 layer to ones with more than 2^32 weights.
//
// Each layer takes in what the one before puts out, as in a network that could run. Between them stand layers
// without parameters, which take a place in the numbering and nothing else. Shrinking leads to a single
// small layer where one is enough to show the mistake.

import fc from "fast-check";

interface Linear {
  type: "Linear";
  in_features: number;
  out_features: number;
  bias?: boolean;
}

const NAMES = ["linear", "fc1", "fc2", "hidden", "act", "proj", "out", "head"];

const small = fc.integer({ min: 1, max: 64 });
/** Two such sides make more than 2^32 cells, where 32-bit arithmetic has wrapped round. */
const huge = fc.integer({ min: 70_000, max: 200_000 });

/** Most layers have a bias; the spec may say so or leave it out. */
const bias = fc.constantFrom<{ bias?: boolean }>({}, { bias: true }, { bias: false });

const activation = fc.constantFrom({ type: "ReLU" }, { type: "Tanh" }, { type: "Sigmoid" }, { type: "Dropout", p: 0.5 });

/** A chain of linear layers: widths 3, 5, 2 make a 3 → 5 and a 5 → 2. */
const chain = (width: fc.Arbitrary<number>, minLength: number, maxLength: number) =>
  fc
    .tuple(width, fc.array(fc.tuple(width, bias), { minLength, maxLength }))
    .map(([first, steps]) =>
      steps.map(([out, option], i): Linear => {
        const before = i === 0 ? first : steps[i - 1]![0];
        return { type: "Linear", in_features: before, out_features: out, ...option };
      }),
    );

const bare = chain(small, 1, 1).map(([layer]) => layer!);

/** Linear, ReLU, Linear, …: parts that are called "0", "1", … by their place. */
const alternating = (layers: Linear[], between: { type: string }) => ({
  type: "Sequential",
  layers: layers.flatMap((layer) => [layer, between]),
});

const numbered = (width: fc.Arbitrary<number>, minLength: number, maxLength: number) =>
  fc.tuple(chain(width, minLength, maxLength), activation).map(([layers, between]) => alternating(layers, between));

/** Names in any order, so that neither alphabetical nor reversed order is right by chance. */
const names = fc.shuffledSubarray(NAMES, { minLength: 4, maxLength: 4 });

const named = fc.tuple(chain(small, 1, 3), names, activation).map(([layers, [last, ...first], act]) => ({
  type: "Sequential",
  layers: [...layers.map((layer, i) => [first[i]!, layer]), [last!, act]],
}));

const children = fc.tuple(chain(small, 1, 4), names).map(([layers, own]) => ({
  type: "Module",
  children: layers.map((layer, i) => [own[i]!, layer]),
}));

/** A block within a module, and at times a module around both, whose name comes first of three. */
const nested = fc.tuple(chain(small, 2, 3), activation, names, fc.boolean()).map(([layers, between, own, deeper]) => {
  const children = [
    [own[0]!, alternating(layers.slice(0, -1), between)],
    [own[1]!, layers.at(-1)!],
  ];
  return { type: "Module", children: deeper ? [[own[2]!, { type: "Module", children }]] : children };
});

const nothing = activation.map((act) => ({ type: "Sequential", layers: [act] }));

export default fc
  .oneof(
    { withCrossShrink: true },
    { arbitrary: bare, weight: 4 },
    { arbitrary: nothing, weight: 4 },
    { arbitrary: numbered(small, 1, 3), weight: 2 },
    { arbitrary: named, weight: 2 },
    { arbitrary: children, weight: 3 },
    { arbitrary: nested, weight: 4 },
    { arbitrary: numbered(huge, 1, 2), weight: 4 },
  )
  .map((module) => ({ input: { kind: "torch_module", module } }));
