// The last line that bench:load prints, as JSON.

import type { FloodResult } from "./flood.ts";
import type { Row, Yardstick } from "./table.ts";

export interface Output {
  cores: number;
  loadAverage: number;
  yardstick: Yardstick;
  /** CPU time of one grading of each sample, measured alone. */
  gradingsMs: number[];
  rows: Row[];
  flood?: FloodResult;
}
