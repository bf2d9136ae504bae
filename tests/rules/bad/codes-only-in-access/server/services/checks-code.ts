import { TOTP } from "otpauth";

export const codeNow = (secret: string): string => new TOTP({ secret }).generate();
