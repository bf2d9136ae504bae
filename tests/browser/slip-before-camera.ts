/** A film of one slip, as Chromium's stand-in for a camera plays it (YUV4MPEG2, 4:2:0). */
import { writeFile } from "node:fs/promises";
import { encode } from "uqr";

const SIDE = 480;
const WHITE = 235;
const BLACK = 16;
const GREY = 128;

/** @param text what the QR code says */
export async function filmSlip(file: string, text: string): Promise<void> {
  const { data, size } = encode(text, { border: 4 });
  const luma = Buffer.alloc(SIDE * SIDE);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const module = data[Math.floor((y * size) / SIDE)]![Math.floor((x * size) / SIDE)]!;
      luma[y * SIDE + x] = module ? BLACK : WHITE;
    }
  }
  const chroma = Buffer.alloc((SIDE * SIDE) / 2, GREY);
  const head = Buffer.from(`YUV4MPEG2 W${SIDE} H${SIDE} F10:1 Ip A1:1 C420mpeg2\n`);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), luma, chroma]);
  await writeFile(file, Buffer.concat([head, frame, frame]));
}
