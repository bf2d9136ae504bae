import { Secret, TOTP } from "otpauth";

/** A phone that has taken over a secret, with a clock of its own. */
export class CodePhone {
  readonly #totp: TOTP;

  constructor(
    readonly secret: string,
    private readonly clock: () => number,
  ) {
    this.#totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 });
  }

  /** The code it shows, or showed so many steps of 30 seconds ago. */
  code(stepsAgo = 0): string {
    return this.#totp.generate({ timestamp: this.clock() - stepsAgo * 30_000 });
  }

  /** Six digits that are the code of no step near now. */
  wrong(): string {
    const near = new Set([-2, -1, 0, 1, 2].map((steps) => this.code(steps)));
    return ["000000", "111111", "222222", "333333", "444444", "555555"].find((code) => !near.has(code))!;
  }
}
