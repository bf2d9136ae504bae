/** In the reader's own time zone, to the second: "2026-11-27 18:00:05". */
export function localTime(utc: string): string {
  const at = new Date(utc);
  const two = (n: number): string => String(n).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
