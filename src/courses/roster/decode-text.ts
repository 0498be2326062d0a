// The text of a file of unknown encoding: UTF-8, UTF-16 with its mark (Excel's "Unicode text"), or GB18030, which Excel writes in China. Where it is
// not sure which, it is not guessed: a class of misspelt names is worse than being asked to save the file again.

import type { Fault } from "../../ui/field.tsx";

export type Decoded = { text: string; encoding: "UTF-8" | "UTF-16" | "GB18030" } | { fault: Fault };

const startsWith = (bytes: Uint8Array, ...start: number[]) => start.every((byte, i) => bytes[i] === byte);

export function decodeText(bytes: Uint8Array): Decoded {
  // A zip, which an .xlsx is, and the container of an old .xls.
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { fault: { key: "roster.fault.workbook" } };
  if (startsWith(bytes, 0xff, 0xfe)) return decodeAs("utf-16le", bytes, "UTF-16");
  if (startsWith(bytes, 0xfe, 0xff)) return decodeAs("utf-16be", bytes, "UTF-16");
  if (bytes.includes(0)) return { fault: { key: "roster.fault.encoding" } };
  const utf8 = decodeAs("utf-8", bytes, "UTF-8");
  if (!("fault" in utf8) || !looksLikeGb18030(bytes)) return utf8;
  return decodeAs("gb18030", bytes, "GB18030");
}

function decodeAs(label: string, bytes: Uint8Array, encoding: "UTF-8" | "UTF-16" | "GB18030"): Decoded {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding };
  } catch {
    return { fault: { key: "roster.fault.encoding" } };
  }
}

/**
 * Of common characters (GB 2312) both bytes are 0xA1 or more. Latin letters with accents stand between plain ones, and Big5's second byte is a plain one
 * half of the time.
 */
function looksLikeGb18030(bytes: Uint8Array): boolean {
  let [pairs, common] = [0, 0];
  for (let i = 0; i < bytes.length; i += 1) {
    if (bytes[i]! < 0x80) continue;
    pairs += 1;
    if (bytes[i]! >= 0xa1 && (bytes[i + 1] ?? 0) >= 0xa1) common += 1;
    i += 1;
  }
  return common >= pairs * 0.8;
}
