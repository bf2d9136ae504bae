export const EMPTY = {};
