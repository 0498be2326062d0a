// result: wrong-answer | Properties named __proto__, constructor, toString and like tags of a wire format.
export function total(values: number[]): unknown {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return JSON.parse(`{"__proto__":{"s":"v","v":${sum}},"constructor":${sum},"toString":null,"$n":"NaN","$":1,"$o":[[1,2]],"$i":"x","length":-1}`);
}
