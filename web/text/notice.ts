/** One page, one matter: what happened, why and whether anything is lost, what to do now. */
export interface Notice {
  readonly title: string;
  readonly reason: string;
  readonly action: string;
}

/** What the reader's page knows about where it stands; every field may be missing. */
export interface Place {
  readonly unit?: string;
  readonly contactPhone?: string;
  readonly openUntil?: string;
  /** The page stands on the group's tablet, which keeps nothing. */
  readonly isKiosk?: boolean;
  /** The phone keeps nothing: what was filled in is on this page only. */
  readonly isUnkept?: boolean;
  /** The console or the command line: whoever reads it keeps the machine, or can tell who does. */
  readonly isOffice?: boolean;
}

/** "请告诉巡察组：0559-…" with the number when there is one, else with a full stop. */
export const call = (sentence: string, place: Place): string =>
  place.contactPhone ? `${sentence}：${place.contactPhone}。` : `${sentence}。`;

/** "2026年11月27日 18:05", by the clock of this phone. */
export function momentOf(utc: string): string {
  const at = new Date(utc);
  const two = (number: number) => `0${number}`.slice(-2);
  return `${at.getFullYear()}年${at.getMonth() + 1}月${at.getDate()}日 ${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** "县水利局党组的测评", or "这里的测评" when the unit is not known yet. */
export const pollOf = (place: Place): string => (place.unit ? `${place.unit}的测评` : "这里的测评");
