const WRITTEN = /^(\d{4})(?:-|\.|\/|年)(\d{1,2})(?:-|\.|\/|月)(\d{1,2})日?$/u;

/**
 * Reads a day as people write it: 2026-11-20, 2026.11.20, 2026/11/20, 2026年11月20日.
 *
 * @returns 2026-11-20; null when it is no day of the calendar between 1949 and 2999
 */
export function calendarDay(written: string): string | null {
  const [, year, month, day] = (WRITTEN.exec(written.normalize("NFKC").trim()) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  if (year < 1949 || year > 2999 || month < 1 || month > 12) return null;
  if (day < 1 || day > daysIn(year, month)) return null;
  return [year, String(month).padStart(2, "0"), String(day).padStart(2, "0")].join("-");
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
