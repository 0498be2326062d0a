// memory: memory-limit-exceeded | Doubles a string for nothing, then makes the engine write all of it out.
export function total(): number {
  let rope = "abcdefgh";
  while (rope.length < 1 << 28) rope += rope;
  return rope.charCodeAt(rope.length >> 1);
}
