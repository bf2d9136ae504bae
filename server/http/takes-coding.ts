/** Content codings that answers are kept in, the smallest first. */
const CODINGS = ["br", "gzip"] as const;

/** Whether an `accept-encoding` takes a coding: named, and not with weight 0. @source RFC 9110 §12.5.3 */
export function takesCoding(accepted: string | undefined, coding: string): boolean {
  return (accepted ?? "").split(",").some((one) => {
    const [name, ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}

/** The smallest coding that an `accept-encoding` takes; null when it takes none of ours. */
export const bestCoding = (accepted: string | undefined): "br" | "gzip" | null =>
  CODINGS.find((coding) => takesCoding(accepted, coding)) ?? null;
