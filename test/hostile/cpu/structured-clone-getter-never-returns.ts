// cpu: time-limit-exceeded | Clones an object with a getter that never returns.
const hostile = {
  get now() {
    for (;;);
  },
};
export function total(): unknown {
  return structuredClone({ list: [new Map([[1, hostile]])] });
}
