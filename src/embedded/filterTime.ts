const TIME =
  /^(\d{4})(?:(?:-(\d{1,2})|(\d{2})(?!$))(?:(?:-(\d{1,2})|(\d{2}))(?:[ T](\d{2})(?::?(\d{2}))?(?::?(\d{1,2})(?:[.,](\d+))?)?(?:Z|([-+])(\d{2}):?(\d{2})?)?)?)?)?$/;

/**
 * Milliseconds since 1970 of an ISO 8601 time. Glance takes more forms of it than `Date.parse`. Undefined for other
 * text.
 */
export function parseTime(text: string): number | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [, year, monthDash, monthPlain, dayDash, dayPlain, hour, minute, second, fraction, sign, zoneHour, zoneMinute] =
    match;
  const month = Number(monthDash ?? monthPlain ?? 1);
  const day = Number(dayDash ?? dayPlain ?? 1);
  const date = new Date(Date.UTC(Number(year), month - 1, day));
  const isDate = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const isTime = Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
  if (!isDate || !isTime) return undefined;

  const seconds =
    Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0) + Number(`0.${fraction ?? 0}`);
  const offset = (Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0)) * (sign === '-' ? -60 : 60);
  return date.getTime() + (seconds - offset) * 1000;
}
