// source: compile-error | An answer with its fence, in the middle of words, and code behind it.
Here you are:
```ts
export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);
```
Let me know if it works.
