export type OldMajor = 79 | 86;
export function findOldChromium(major: OldMajor): string | null;
