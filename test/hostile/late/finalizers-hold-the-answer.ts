// late: accepted, time-limit-exceeded, memory-limit-exceeded, wrong-answer | the answer is a sum that finalizers change while memory is collected

let sum = 0;
const registry = new FinalizationRegistry<number>((held) => {
  sum += held;
});
export function total(v: number[]): number {
  for (let i = 0; i < 5000; i++) registry.register({ padding: new Array<number>(20).fill(i) }, 0);
  sum = v.reduce((a, b) => a + b, 0);
  new Array<number>(1 << 16).fill(1);
  return sum;
}
