import { qrPath } from "./qr-path.ts";

/** Light modules around a QR, as ISO 18004 asks. */
const QUIET = 4;

/** A QR as SVG: black on white whatever the theme, quiet zone included. */
export function qrSvg(text: string, title: string): string {
  const { size, runs } = qrPath(text);
  const side = size + 2 * QUIET;
  const path = runs.map(({ x, y, width }) => `M${x + QUIET} ${y + QUIET}h${width}v1h-${width}z`).join("");
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges" role="img">` +
    `<title>${escapeXml(title)}</title><rect width="${side}" height="${side}" fill="#fff"/><path d="${path}"/></svg>`
  );
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? "");
