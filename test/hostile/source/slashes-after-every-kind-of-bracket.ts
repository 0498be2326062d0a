// source: accepted, compile-error | slashes after brackets, keywords and templates, which one parser takes for a division and another for a pattern

const object = { of: 4, get: 2 };
const halves = [object.of / 2 / 1, (8) / 2 / 1, [8][0]! / 2 / 1, `${{}}`.length / 1 / 1];
const patterns = [/[/]/, /]/, /(?:\/[)\]])/, /\)/.test(")") ? /[}]/ : /`/];
label: { if (halves.length > 0) break label; /}/.test("}"); }
export const total = (v: number[]): number => v.reduce((a, b) => a + b, 0) + patterns.length - 4;
