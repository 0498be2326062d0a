// The name on a certificate, as its owner types it. Nobody checks whose name it is, so it must at
// least be shown as it was typed: nothing in it may be invisible or turn the text around.

export const MAX_NAME_CHARACTERS = 100;

export type NameProblem = "empty" | "long" | "characters";

/**
 * Control characters, line breaks, marks of direction, invisible characters, halves of a pair. The
 * joiners U+200C and U+200D belong to the spelling of names in several languages.
 */
const REFUSED = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;
/** A letter carries a few marks; a tower of them covers the lines around it. */
const TOWER = /\p{M}{5}/u;
const LETTER = /[\p{L}\p{N}]/u;

export function readCertificateName(
  typed: string,
): { ok: true; name: string } | { ok: false; problem: NameProblem } {
  const name = typed.normalize("NFC").trim();
  if (REFUSED.test(name) || TOWER.test(name)) return { ok: false, problem: "characters" };
  if (!LETTER.test(name)) return { ok: false, problem: name === "" ? "empty" : "characters" };
  if (Array.from(name).length > MAX_NAME_CHARACTERS) return { ok: false, problem: "long" };
  return { ok: true, name: name.replaceAll(/\s+/gu, " ") };
}
