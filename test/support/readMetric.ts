/** The value of one metric; 0 for one that nothing was counted in. */
export async function readMetric(metricsUrl: string | null, metric: string): Promise<number> {
  const text = await (await fetch(metricsUrl ?? '')).text();
  const line = text.split('\n').find((one) => one.startsWith(`${metric} `));
  return Number(line?.slice(metric.length + 1) ?? 0);
}
