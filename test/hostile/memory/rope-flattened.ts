// memory: memory-limit-exceeded, time-limit-exceeded | Doubles a string for nothing, then makes the engine write all of it out, several times over.
export function total(): number {
  const kept: string[] = [];
  for (let i = 0; ; i++) {
    let rope = "abcdefg" + i;
    while (rope.length < 1 << 26) rope += rope;
    kept.push(rope);
    if (rope.charCodeAt(rope.length >> 1) === 0) return 0;
  }
}
