// CPU of this process, all threads, since it started: what a slot says of itself in its beats.

export function processCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
