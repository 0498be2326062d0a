// memory: memory-limit-exceeded, time-limit-exceeded | Registers every object for a finalizer that can never run while the call lasts.
const registry = new FinalizationRegistry<string>(() => {});
export function total(): number {
  for (let i = 0; ; i++) registry.register({}, "held value ".repeat(50) + i);
}
