// memory: run-time-error, time-limit-exceeded, memory-limit-exceeded | a thrown error whose name and stack are ropes of many pieces

export function total(v: number[]): number {
  let rope = "";
  for (let i = 0; i < 900_000; i++) rope = i % 3 === 0 ? rope + "汉" : `y${rope}`;
  const error = new Error("x");
  error.name = rope;
  error.stack = rope + rope;
  if (v.length >= 0) throw error;
  return 0;
}
