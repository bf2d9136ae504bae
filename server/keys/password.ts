import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** argon2id, 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string): Promise<string> => hash(password.normalize("NFKC"), COST);

export async function checkPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password.normalize("NFKC"));
}

const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A random first password of 12 characters that cannot be misread, in groups of four (59 bits). */
export function firstPassword(): string {
  const pick = () => ALPHABET[randomInt(ALPHABET.length)]!;
  return Array.from({ length: 3 }, () => Array.from({ length: 4 }, pick).join("")).join("-");
}
