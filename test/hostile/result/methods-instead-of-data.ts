// result: wrong-answer, run-time-error | Objects with toJSON and inherited methods that would give the right number.
class Answer {
  readonly #sum: number;
  constructor(values: number[]) {
    this.#sum = values.reduce((a, b) => a + b, 0);
  }
  get sum(): number {
    return this.#sum;
  }
  toJSON(): number {
    return this.#sum;
  }
}
export const total = (values: number[]): unknown => (values.length % 2 === 0 ? new Answer(values) : Object.setPrototypeOf({}, new Answer(values)));
