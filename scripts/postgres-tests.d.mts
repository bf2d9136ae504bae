export const FOLDERS: readonly string[];
export const NOT_ON_POSTGRES: readonly { readonly reason: string; readonly files: readonly string[] }[];
export function serverTests(root: string): readonly string[];
export function onPostgres(root: string): readonly string[];
export function chosenOnPostgres(root: string): readonly string[];
