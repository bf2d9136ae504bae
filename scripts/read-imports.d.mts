export function readImports(
  baseDir: string,
  folders: readonly string[],
): Promise<{
  readonly read: readonly string[];
  readonly imports: number;
  readonly violations: readonly { readonly rule: string; readonly from: string; readonly to: string }[];
}>;
