// TODO Fresh inputs of every kind that the statement allows, each edge class among every twenty of
// them. Numbers that can be added without rounding errors keep correct solutions far from the
// tolerance: here they are multiples of a quarter.

import fc from "fast-check";

const quarters = fc.integer({ min: -400, max: 400 }).map((n) => n / 4);

export default fc.oneof(
  { weight: 1, arbitrary: fc.array(quarters, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(quarters, { minLength: 2, maxLength: 12 }) },
).map((input) => ({ input }));
