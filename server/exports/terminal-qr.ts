import { encode } from "uqr";

/** ISO 18004 asks for 4 light modules around a QR. */
const QUIET = 4;
const WHITE_BLACK = "\u001B[38;2;255;255;255;48;2;0;0;0m";
const RESET = "\u001B[0m";

/**
 * A QR as half blocks, two rows of modules a line, with its quiet zone. Light modules are drawn in white on black
 * whatever the terminal's own colours are, so that it reads on a dark and on a light ground.
 *
 * @param plain without colours, for a file or a terminal that has none: light modules are then the text colour
 */
export function terminalQr(text: string, plain = false): string {
  const { size, data } = encode(text, { ecc: "M", border: 0 });
  const isLight = (row: number, column: number): boolean => !(data[row]?.[column] ?? false);
  const lines: string[] = [];
  for (let row = -QUIET; row < size + QUIET; row += 2) {
    let line = "";
    for (let column = -QUIET; column < size + QUIET; column += 1) {
      const isLast = row + 1 >= size + QUIET;
      line += halfBlock(isLight(row, column), !isLast && isLight(row + 1, column));
    }
    lines.push(plain ? line : `${WHITE_BLACK}${line}${RESET}`);
  }
  return lines.join("\n");
}

function halfBlock(isUpperLight: boolean, isLowerLight: boolean): string {
  if (isUpperLight) return isLowerLight ? "█" : "▀";
  return isLowerLight ? "▄" : " ";
}
