// source: run-time-error | Exports a class, which is a function that cannot be called.
export class total {
  static apply = (): number => 6;
}
