import type { Context } from "hono";

/** Whether the caller takes a content coding ("br", "gzip"): named, and not with weight 0. @source RFC 9110 §12.5.3 */
export function takesCoding(c: Context, coding: string): boolean {
  return (c.req.header("accept-encoding") ?? "").split(",").some((one) => {
    const [name, ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
    return name === coding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });
}
