export const forOffice = (): null => null;
