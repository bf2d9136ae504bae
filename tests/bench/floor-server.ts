/**
 * What cannot be left out of a respondent, done barely: bodies read and answered on node:http, blind signatures with the
 * check that guards each, a credential verified for each ballot, what is sealed opened, what is acknowledged on disk.
 * No app, no headers of ours, nothing parsed, checked or looked up.
 *
 * @source anonymity.md §2, §3
 */
import { constants, randomBytes, sign } from "node:crypto";
import { createServer } from "node:http";
import { join } from "node:path";
import Database from "better-sqlite3";
import { sealTo } from "../../server/core/ticket/transport.ts";
import { signBlinded, signNothing } from "../../server/keys/blind-sign.ts";
import { privateKeyOf } from "../../server/keys/key-objects.ts";
import { openTransport } from "../../server/keys/open-transport.ts";
import { verifyCredential } from "../../server/keys/verify-credential.ts";
import { GroupCommit } from "../../server/store/group-commit.ts";
import type { PollKeyRow, SigningKeyRow } from "../../server/store/roll.ts";

/** What a request is for, besides its bytes. */
export type FloorWork = "bytes" | "look" | "redeem" | "check" | "cast";

export const floorPath = (answeredBytes: number, work: FloorWork, isSealed: boolean): string =>
  `/${answeredBytes}/${work}/${isSealed ? "sealed" : "open"}`;

const PADDED_BYTES = 16 * 1024;
/** The digest of a request; and a credential with the answers to a form. */
const ROW_BYTES = { roll: 32, box: 600 };

/** Keys of the forms of one person, and of the poll. */
export interface FloorKeys {
  readonly signing: readonly SigningKeyRow[];
  readonly pollKeys: PollKeyRow;
}

export function floorServer(folder: string, { signing, pollKeys }: FloorKeys) {
  const roll = durableFile(join(folder, "floor-roll.db"), ROW_BYTES.roll);
  const box = durableFile(join(folder, "floor-box.db"), ROW_BYTES.box);
  const message = randomBytes(32);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const [first] = signing;
  const signature = sign("sha384", message, { key: privateKeyOf(first!), padding, saltLength: 48 });
  const sealed = sealTo(pollKeys.transportPublic, "/", randomBytes(PADDED_BYTES), randomBytes(32));

  const does: Record<FloorWork, (isSealed: boolean) => unknown> = {
    bytes: () => null,
    look: (isSealed) => isSealed && signing.map(signNothing),
    redeem: async () => {
      await roll.add(randomBytes(32));
      // The number begins with 0, so it lies below every modulus.
      return signing.map((key) => signBlinded(key, Buffer.concat([Buffer.alloc(1), randomBytes(255)])));
    },
    check: () => null,
    cast: () => {
      if (!verifyCredential(first!, message, signature)) throw new Error("a credential did not verify");
      return box.add(randomBytes(32));
    },
  };
  const answers = Buffer.alloc(1024 * 1024, "0");
  return createServer((incoming, outgoing) => {
    const [, bytes, work, way] = incoming.url!.split("/");
    const isSealed = way === "sealed";
    const body: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => body.push(chunk));
    incoming.on("end", () => {
      Buffer.concat(body);
      if (isSealed && work !== "bytes") openTransport(pollKeys, sealed.epk, "/", sealed.box);
      void Promise.resolve(does[work as FloorWork](isSealed)).then(() => {
        outgoing.writeHead(200, { "content-type": "application/json", "content-length": bytes });
        outgoing.end(answers.subarray(0, Number(bytes)));
      });
    });
  }).on("close", () => [roll, box].forEach((file) => file.close()));
}

/** Rows by a random key, synced before they are acknowledged, those of one turn of the event loop in one transaction. */
function durableFile(path: string, rowBytes: number) {
  const db = new Database(path);
  db.pragma("journal_mode = wal");
  db.pragma("synchronous = full");
  db.exec("create table kept (key blob primary key, rest blob) strict, without rowid");
  const insert = db.prepare<[Uint8Array, Uint8Array]>("insert into kept values (?, ?)");
  const rest = randomBytes(rowBytes);
  const write = db.transaction((keys: readonly Uint8Array[]) => keys.map((key) => insert.run(key, rest)));
  const group = new GroupCommit(write.immediate);
  return { add: (key: Uint8Array) => group.add(key), close: () => db.close() };
}
