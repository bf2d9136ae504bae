/** The tablet's or laptop's own camera in place of typing: looks at the slip, sends its picture nowhere. */
import { parseTicket, type ScannedTicket } from "../../../server/core/ticket/ticket-url.ts";
import { kiosk } from "../../text/kiosk.ts";
import { h } from "../page/element.ts";
import { primaryButton, showPage } from "../page/frame.ts";

const LOOK_EVERY_MS = 150;
/** A slip fills enough of this to be read, and a slow tablet still keeps up. */
const PICTURE_PX = 640;

type Decode = typeof import("./decode-qr.ts").decodeQr;

/** Why there is no picture: the browser gives none here, the person or the device refused, or there is no camera. */
type NoCamera = keyof typeof kiosk.noCamera;

/**
 * Shows what the camera sees until a slip is read.
 *
 * @param onTicket gets what its QR code says
 * @param type leads back to typing
 */
export async function showScanning(
  onTicket: (ticket: ScannedTicket) => void,
  type: () => void,
): Promise<void> {
  const video = h("video", {
    class: "camera",
    playsinline: true,
    muted: true,
    "aria-label": kiosk.cameraView,
  });
  const said = h("p", { class: "lead", role: "status" }, kiosk.cameraOpening);
  showPage({
    title: kiosk.scan,
    body: [h("h1", { class: "page-title" }, kiosk.scan), said, video],
    bar: [primaryButton(kiosk.typeInstead, type)],
  });
  try {
    const [stream, { decodeQr }] = await Promise.all([openCamera(), import("./decode-qr.ts")]);
    if (!video.isConnected) return close(stream);
    video.srcObject = stream;
    await video.play();
    said.textContent = kiosk.cameraHint;
    look(video, stream, decodeQr, onTicket, () => (said.textContent = kiosk.notASlip));
  } catch (error) {
    video.remove();
    said.textContent = kiosk.noCamera[reasonOf(error)];
  }
}

/** Browsers give a camera only to pages that came by https or from the device itself. */
function openCamera(): Promise<MediaStream> {
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  if (!devices?.getUserMedia) throw new DOMException("", "SecurityError");
  return devices.getUserMedia({
    audio: false,
    video: { facingMode: "environment", width: { ideal: PICTURE_PX } },
  });
}

function reasonOf(error: unknown): NoCamera {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "SecurityError") return "insecure";
  if (name === "NotAllowedError") return "refused";
  return name === "NotFoundError" || name === "OverconstrainedError" ? "none" : "fault";
}

/** The camera goes off as soon as a slip is read or another page stands there. */
function look(
  video: HTMLVideoElement,
  stream: MediaStream,
  decode: Decode,
  onTicket: (ticket: ScannedTicket) => void,
  sayNoSlip: () => void,
): void {
  const canvas = document.createElement("canvas");
  const timer = setInterval(() => {
    const text = video.isConnected ? read(video, canvas, decode) : null;
    const ticket = text === null ? null : ticketOf(text);
    if (text !== null && ticket === null) sayNoSlip();
    if (ticket === null && video.isConnected) return;
    clearInterval(timer);
    close(stream);
    if (ticket !== null) onTicket(ticket);
  }, LOOK_EVERY_MS);
}

function read(video: HTMLVideoElement, canvas: HTMLCanvasElement, decode: Decode): string | null {
  const { videoWidth: width, videoHeight: height } = video;
  const context = canvas.getContext("2d");
  if (width === 0 || height === 0 || !context) return null;
  const scale = Math.min(1, PICTURE_PX / width);
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return decode(context.getImageData(0, 0, canvas.width, canvas.height));
}

function ticketOf(text: string): ScannedTicket | null {
  try {
    return parseTicket(text);
  } catch {
    return null;
  }
}

function close(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
