// Examines the bytes of a submission before anything else uses them: size and encoding. Nothing is
// parsed here.

import { createHash } from "node:crypto";
import type { Message } from "./report.ts";

export const MAX_SOURCE_BYTES = 256 * 1024;

export interface Source {
  text: string;
  fileName: string;
  language: "typescript" | "javascript";
  /** SHA-256 in hex of the bytes as they were sent. */
  hash: string;
}

/**
 * The extension of `fileName` decides the language: .js, .mjs and .cjs are JavaScript, everything
 * else is TypeScript. If the bytes are not acceptable text, `refused` says why.
 */
export function admitSource(
  bytes: Uint8Array,
  fileName: string,
): { source: Source; refused: Message | undefined } {
  const hash = createHash("sha256").update(bytes).digest("hex");
  const language = /\.[mc]?js$/i.test(fileName) ? "javascript" : "typescript";
  const source: Source = {
    text: "",
    fileName: `submission.${language === "javascript" ? "js" : "ts"}`,
    language,
    hash,
  };
  if (bytes.length > MAX_SOURCE_BYTES)
    return {
      source,
      refused: {
        code: "source.too-large",
        params: { bytes: bytes.length, limit: MAX_SOURCE_BYTES },
      },
    };
  if (isUtf16(bytes)) return { source, refused: { code: "source.utf16", params: {} } };
  const zero = bytes.indexOf(0);
  if (zero >= 0) return { source, refused: { code: "source.binary", params: { offset: zero } } };
  try {
    source.text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { source, refused: { code: "source.not-utf8", params: {} } };
  }
  return {
    source,
    refused: source.text.trim() === "" ? { code: "source.empty", params: {} } : undefined,
  };
}

const UTF16_SAMPLE_BYTES = 200;

/** Recognised by its byte order mark, or because every second byte is 0, as for Latin letters. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  if (bytes.length < 4 || bytes.length % 2 === 1) return false;
  const sample = bytes.subarray(0, UTF16_SAMPLE_BYTES);
  const zerosAt = (parity: number) =>
    sample.filter((byte, i) => i % 2 === parity && byte === 0).length;
  const pairs = sample.length / 2;
  return (
    (zerosAt(1) > pairs * 0.8 && zerosAt(0) === 0) || (zerosAt(0) > pairs * 0.8 && zerosAt(1) === 0)
  );
}
