// cpu: time-limit-exceeded | String.raw asks a proxy for 2^53 empty pieces.
export function total(): number {
  const raw = new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 53 - 1 : "") });
  return String.raw({ raw } as unknown as TemplateStringsArray).length;
}
