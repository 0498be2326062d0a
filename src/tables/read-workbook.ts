// A workbook (.xlsx) as rows.

import type { RawRow, Unreadable } from "./table.ts";

export async function readWorkbook(bytes: Uint8Array): Promise<RawRow[] | Unreadable> {
  await Promise.resolve(bytes);
  return { fault: { key: "table.fault.workbook" } };
}
