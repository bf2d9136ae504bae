export const signalsOf = (): readonly string[] => [];
