// Fresh texts of distinct ids (so that every wrong place shows), cut at their edges on purpose: the length is what the
// wanted number of windows needs, plus a rest too small for another window, most often none at all.

import fc from "fast-check";

const distinct = (length: number) =>
  fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: length, maxLength: length });

const block = fc.integer({ min: 1, max: 5 });

/** A text that holds exactly `count` windows. */
const cuts = fc
  .record({
    blockSize: block,
    step: fc.constantFrom("overlap", "overlap", "overlap", "side by side", "skip", "skip", "skip"),
    by: fc.integer({ min: 1, max: 3 }),
    count: fc.constantFrom(0, 1, 2, 3, 4, 5, 6, 7),
    rest: fc.constantFrom(0, 0, 1, 9),
  })
  .chain(({ blockSize, step, by, count, rest }) => {
    // Two ids at least are needed for windows to overlap.
    const size = step === "overlap" ? blockSize + 1 : blockSize;
    const stride = { "overlap": Math.max(1, size - by), "side by side": size, "skip": size + by }[step];
    const needed = count === 0 ? Math.max(0, size + 1 - by) : size + 1 + (count - 1) * stride;
    const length = count === 0 ? needed : needed + Math.min(rest, stride - 1);
    return distinct(length).map((ids) => ({ cut: { ids, block_size: size, stride }, count }));
  });

const windows = cuts.map(({ cut }) => ({ kind: "windows", ...cut }));

const batches = fc
  .record({ text: cuts, short: fc.constantFrom(true, true, true, false), size: fc.nat(), drop_last: fc.boolean() })
  .map(({ text: { cut, count }, short, size, drop_last }) => {
    const fitting = [1, 2, 3, 4, 5, 6, 7, 8].filter((b) => count < 2 || (count % b > 0) === short);
    return { kind: "batches", ...cut, batch_size: fitting[size % fitting.length]!, drop_last };
  });

const draws = fc
  .record({
    blockSize: block,
    places: fc.integer({ min: 1, max: 24 }),
    batch_size: fc.integer({ min: 1, max: 6 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
  })
  .chain(({ blockSize, places, batch_size, seed }) =>
    distinct(blockSize + places).map((ids) => ({ kind: "draw", ids, block_size: blockSize, batch_size, seed })),
  );

const given = fc
  .record({ blockSize: block, places: fc.integer({ min: 1, max: 12 }) })
  .chain(({ blockSize, places }) =>
    fc.record({
      kind: fc.constant("get_batch"),
      ids: distinct(blockSize + places),
      block_size: fc.constant(blockSize),
      starts: fc.array(fc.integer({ min: 0, max: places - 1 }), { minLength: 1, maxLength: 5 }),
    }),
  );

/** The pad id is nearly always one of the real tokens too. */
const paddings = fc
  .record({
    sequences: fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 5,
    }),
    pad: fc.nat(),
    far: fc.constantFrom(false, false, false, false, false, true),
  })
  .map(({ sequences, pad, far }) => {
    const tokens = sequences.flat();
    return { kind: "pad_batch", sequences, pad_id: far ? 50 : tokens[pad % tokens.length]! };
  });

export default fc
  .oneof(
    { weight: 3, arbitrary: windows },
    { weight: 8, arbitrary: batches },
    { weight: 4, arbitrary: draws },
    { weight: 1, arbitrary: given },
    { weight: 5, arbitrary: paddings },
  )
  .map((input) => ({ input }));
