/** What the page of the register shows, as its address says it: /register/term=15/unitType=乡镇 */
export interface RegisterChoice {
  readonly term: string;
  readonly unitType: string;
  readonly year: string;
  readonly round: string;
  readonly standing: string;
  readonly [part: string]: string;
}

export const EVERYTHING: RegisterChoice = { term: "", unitType: "", year: "", round: "", standing: "" };

/** Parts that are not known, and broken escapes, ask for nothing. */
export function choiceOf(location: string): RegisterChoice {
  const choice: Record<string, string> = { ...EVERYTHING };
  for (const part of location.split("/")) {
    const [, name, value] = /^(\w+)=(.*)$/.exec(part) ?? [];
    if (name !== undefined && value !== undefined && Object.hasOwn(EVERYTHING, name))
      choice[name] = decoded(value);
  }
  return choice as unknown as RegisterChoice;
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
