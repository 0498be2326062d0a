// A test case, stored or generated.

import type { Tolerance } from "./compare/tolerance.ts";
import type { Localized } from "./pack/schema.ts";
import type { Value } from "./isolate/codec.ts";

export interface TestCase {
  name: string;
  /** What readers see instead of the name. */
  title: Localized | undefined;
  /** The input as the codec's text, as it is sent to a slot. */
  inputText: string;
  input: Value;
  expected: Value;
  tolerance: Tolerance;
  hint: Localized | undefined;
  /** Its number in the generator, from 0; undefined for a stored case. */
  index: number | undefined;
}
