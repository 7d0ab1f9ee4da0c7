const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** @param time RFC 3339 */
export function formatMoment(time: string): string {
  return moment.format(new Date(time));
}

export function formatDay(time: string): string {
  return day.format(new Date(time));
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'];

/** @param size bytes; above 2^53 a string of digits, which is rounded anyway */
export function formatBytes(size: number | string): string {
  const bytes = Number(size);
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${amount.toLocaleString(undefined, { maximumFractionDigits: amount < 10 ? 1 : 0 })} ${UNITS[power] ?? ''}`;
}

/** `1 project`, `2 projects` */
export function countOf(count: number, noun: string): string {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;
}
