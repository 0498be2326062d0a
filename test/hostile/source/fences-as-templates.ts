// source: compile-error, run-time-error | A fence is two templates to a parser, so this one even parses; nothing may run before it is told.
export const total = (values: number[]): number => values.reduce((a, b) => a + b, 0);
```
anything
```
