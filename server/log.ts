import type { OfficeRequest } from "./http/office-log.ts";

/**
 * The operator's log, one JSON line on stderr per event, with `PLUMBLINE_LOG=json`. What phones ask is no event: not a
 * line, not a number, not a time. A fault keeps its line without a time (`report-fault.ts`), because it may be a phone's.
 */
export type LogEvent =
  | { readonly event: "started"; readonly port: number; readonly node: string }
  | { readonly event: "stopping"; readonly signal: string }
  | { readonly event: "stopped" }
  | ({
      readonly event: "office-request";
      /** Its short name, where the process serves several. */
      readonly office?: string;
    } & OfficeRequest);

export type Log = (event: LogEvent) => void;

/** @param write takes one line, its line feed included */
export const jsonLog =
  (clock: () => Date, write: (line: string) => void): Log =>
  (event) =>
    write(`${JSON.stringify({ at: clock().toISOString(), ...event })}\n`);
