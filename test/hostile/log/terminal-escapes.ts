// log: accepted | Clears the screen, sets the title, rings the bell, asks the terminal to type its answerback.
export function total(values: number[]): number {
  console.log("\u001b[2J\u001b[H\u001b[3J\u001bc\u001b[?1049h\u001b]0;title\u0007\u0007\u001b[6n\u001b[c\u0005\u009b31m\u0090q\u009c");
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
