// result: output-limit-exceeded | A rope of 256 million characters that weighs nothing until somebody reads it.
export function total(): unknown {
  let rope = "6";
  while (rope.length < 1 << 28) rope += rope;
  return rope;
}
