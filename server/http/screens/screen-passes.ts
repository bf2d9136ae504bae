import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * Opens the big screen of one poll without a session, so that a projector shows no console and no sign-in page when a
 * session ends. Under a key of the start: after a restart, of all processes where there are several, the screen is opened anew.
 */
export class ScreenPasses {
  readonly #key: () => Promise<Uint8Array>;

  /** @param key asked each time where several processes open the same screens */
  constructor(key?: () => Promise<Uint8Array>) {
    const own = randomBytes(32);
    this.#key = key ?? (async () => own);
  }

  /** 32 hex digits. */
  async of(poll: string): Promise<string> {
    return createHmac("sha256", await this.#key())
      .update(`screen ${poll}`)
      .digest("hex")
      .slice(0, 32);
  }

  async admits(poll: string, pass: string): Promise<boolean> {
    const wanted = Buffer.from(await this.of(poll));
    const given = Buffer.from(pass);
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  }
}
