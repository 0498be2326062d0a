// The CPU time of this process, all threads, since its start: sent in heartbeats.

export function measureProcessCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
