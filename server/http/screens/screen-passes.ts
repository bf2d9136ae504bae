import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Opens the big screen of one poll without a session, so that a projector shows no console and no sign-in page when a
 * session ends. Under a key made at start-up: after a restart the screen is opened anew.
 */
export class ScreenPasses {
  private readonly key = randomBytes(32);

  /** 32 hex digits. */
  of(poll: string): string {
    return createHmac("sha256", this.key).update(`screen ${poll}`).digest("hex").slice(0, 32);
  }

  admits(poll: string, pass: string): boolean {
    const wanted = Buffer.from(this.of(poll));
    const given = Buffer.from(pass);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
