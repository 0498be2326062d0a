// result: wrong-answer | A DataView and a typed array out of bounds of a buffer that has shrunk.
export function total(): unknown {
  const buffer = new ArrayBuffer(64, { maxByteLength: 64 });
  const result = [new Float64Array(buffer, 32, 2), new DataView(buffer, 32), buffer];
  buffer.resize(8);
  return result;
}
