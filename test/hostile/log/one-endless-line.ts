// log: output-limit-exceeded | One line of 128 million characters, which weighs nothing until somebody copies it.
export function total(values: number[]): number {
  let rope = "a line ";
  while (rope.length < 1 << 27) rope += rope;
  console.log(rope);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
