/** One round of one way: its rate, and CPU milliseconds a request. */
export type Round = { readonly rate: number; readonly cpu: number; readonly parts?: Readonly<Record<string, number>> };

/** Makes all requests, so many at once. Answers the requests a second. */
export async function paced(requests: readonly (() => Promise<void>)[], connections: number): Promise<number> {
  const left = [...requests];
  const begun = performance.now();
  const worker = async () => {
    for (let next = left.pop(); next !== undefined; next = left.pop()) await next();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  return (requests.length / (performance.now() - begun)) * 1000;
}

/** A round in this process, with the process's own CPU. */
export async function inThisProcess(requests: readonly (() => Promise<void>)[], connections: number): Promise<Round> {
  const before = process.cpuUsage();
  const rate = await paced(requests, connections);
  const { user, system } = process.cpuUsage(before);
  return { rate, cpu: (user + system) / 1000 / requests.length };
}

/** Drops what functions in this process log, as the local host does on the console. */
export async function muted<T>(work: () => Promise<T>): Promise<T> {
  const { write } = process.stdout;
  process.stdout.write = () => true;
  return await work().finally(() => {
    process.stdout.write = write;
  });
}
