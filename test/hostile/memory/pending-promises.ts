// memory: memory-limit-exceeded, time-limit-exceeded | Reactions piled onto a promise that never settles.
const never = new Promise<number>(() => {});
export function total(): number {
  for (let i = 0; ; i++) never.then((value) => value + i);
}
