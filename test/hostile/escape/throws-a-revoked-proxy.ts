// escape: run-time-error | Throws a revoked proxy of an error.
export function total(): number {
  const { proxy, revoke } = Proxy.revocable(new Error("gone"), {});
  revoke();
  throw proxy;
}
