// source: accepted | Comments that name files of the host as source and source map, and lines beyond any count.
export function total(values: number[]): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
//# sourceURL=file:///etc/passwd:999999999:1]
//# sourceMappingURL=file:///etc/passwd
//@ sourceMappingURL=data:application/json;base64,eyJzb3VyY2VzIjpbIi9ldGMvcGFzc3dkIl19
