// result: run-time-error | A revoked proxy, on which every operation throws.
export function total(): unknown {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}
