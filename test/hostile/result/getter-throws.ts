// result: run-time-error | A result that throws when it is read.
export function total(): unknown {
  return {
    get sum(): number {
      throw new Error("not for you");
    },
  };
}
