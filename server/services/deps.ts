/** What use cases work with. Everything is made once, in `server/compose.ts`. */
import type { CheckedInstrument } from "../core/definition/check-instrument.ts";
import type { Instrument } from "../core/definition/instrument.ts";
import type { Scheme } from "../core/scoring/scheme.ts";
import type { CategoryNames } from "../core/roster/category-names.ts";
import type { Box } from "../store/box.ts";
import type { ClosedFiles } from "../store/closed.ts";
import type { Office } from "../store/office.ts";
import type { Roll } from "../store/roll.ts";
import type { Signer } from "../core/parcel/signer.ts";
import type { Installation } from "./installation.ts";
import type { VolumeFolders } from "./volume/volume-folders.ts";
import type { LivePolls } from "./live-polls.ts";

/** Instruments and schemes of `surveys/`, checked at load. */
export interface Library {
  readonly instruments: ReadonlyMap<string, { readonly instrument: Instrument; readonly digest: string }>;
  readonly schemes: ReadonlyMap<string, { readonly scheme: Scheme; readonly digest: string }>;
  readonly categoryNames: CategoryNames;
}

export interface Deps {
  readonly office: Office;
  readonly roll: Roll;
  readonly box: Box;
  readonly closed: ClosedFiles;
  readonly live: LivePolls;
  readonly library: Library;
  /** Every layer of the checker. @throws Problem definition.invalid, request.malformed */
  readonly readDefinition: (text: string) => Promise<CheckedInstrument>;
  /** Public address printed into QR codes; null until `PLUMBLINE_URL` is set. */
  readonly address: string | null;
  readonly installation: Installation;
  /** Where 归档包 are written. */
  readonly volumes: VolumeFolders;
  /** What parcels of this installation are signed with. */
  readonly signer: Signer;
  readonly clock: () => Date;
  readonly random: (bytes: number) => Uint8Array;
}

/** What reading released results takes: no key, no ticket, no address, and it changes nothing. */
export interface ReadingDeps extends Pick<Deps, "closed" | "library"> {
  readonly office: Pick<Office, "inTransaction">;
}

/** Who acts on the office's side, for the audit line. */
export interface Actor {
  readonly account: string;
  readonly name: string;
  /** Who agreed to an act that takes two people. */
  readonly second?: Pick<Actor, "account" | "name">;
}

/** The command line acts as the keeper of the data folder. */
export const KEEPER: Actor = { account: "keeper", name: "数据保管人（命令行）" };
