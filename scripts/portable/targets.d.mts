/** One machine for which a portable folder is built. */
export interface Target {
  /** What npm is asked for. */
  readonly npm: readonly string[];
  /** Paths below node_modules; `sqlite` is a name below the driver's prebuilds. */
  readonly node: string;
  readonly sqlite: string;
  readonly canvas: string;
  readonly argon2: string;
  /** Script beside targets.mjs → its name in the folder; the start comes first. */
  readonly scripts: Readonly<Record<string, string>>;
  /** Whether a binary runs on this machine. */
  isFor(file: string): boolean;
}
export declare const TARGETS: Readonly<Record<"windows-x64" | "linux-x64" | "linux-arm64", Target>>;
