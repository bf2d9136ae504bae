/** A definition as text, one value a line, so that lines can be named and compared. */
export const layOut = (definition: unknown): string => `${JSON.stringify(definition, null, 2)}\n`;
