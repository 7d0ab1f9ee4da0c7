/** NaN without values. */
export function toMedian(values: readonly number[]): number {
  return toPercentile(values, 50);
}

/** The percentile, interpolated between the two nearest values. NaN without values. */
export function toPercentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (percent / 100) * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}
