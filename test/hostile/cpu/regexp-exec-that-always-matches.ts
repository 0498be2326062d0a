// cpu: time-limit-exceeded, memory-limit-exceeded | A regular expression with a patched exec makes String.prototype.match loop inside the builtin.
export function total(): number {
  const always = /x/g;
  always.exec = () => ["x"] as unknown as RegExpExecArray;
  return "x".match(always)!.length;
}
