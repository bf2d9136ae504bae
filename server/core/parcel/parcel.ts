/** A parcel as it was read or made: its manifest is signed, its parts are what the manifest says. */
import type { Manifest, ManifestOf, ParcelKind } from "./manifest.ts";

export interface Parcel<M extends Manifest = Manifest> {
  /** SHA-256 of the manifest's text, hex: the parcel's name. */
  readonly id: string;
  readonly manifest: M;
  readonly manifestText: string;
  /** Ed25519 over the UTF-8 bytes of `manifestText`, 64 bytes. */
  readonly signature: Uint8Array;
  /** Of the other office, 32 bytes of key and 64 of signature; only a task that it has authorised has one. */
  readonly countersignature?: Uint8Array;
  /** Content by path; exactly those of the manifest. */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

export type ParcelOf<K extends ParcelKind> = Parcel<ManifestOf<K>>;

export const isKind = <K extends ParcelKind>(parcel: Parcel, kind: K): parcel is ParcelOf<K> =>
  parcel.manifest.kind === kind;

/** Why a parcel is not taken; each has its sentence in `web/text/parcels.ts`. */
export type ParcelFault =
  /** No archive of ours, cut off, or a file in it is not what the manifest says. */
  | "damaged"
  /** Made by a newer release. */
  | "newer"
  /** The signature is not of the key in it. */
  | "signature"
  /** Signed by an installation that is not on the list, or not any more. */
  | "unknown-signer"
  | "revoked-signer"
  /** A template of an installation that is trusted and not the office above this one. */
  | "not-city"
  /** A result of an installation that is no county of this office: of the one above it, of a group, of one no template was for. */
  | "not-county"
  /** The other office that authorises it has not signed it, or not with the key of the manifest. */
  | "not-authorised"
  /** Meant for another installation. */
  | "other-recipient"
  /** Of a round, or a group, that this installation has given to nobody. */
  | "other-round"
  /** Signed by another installation than the task was given to. */
  | "other-signer"
  /** The task it answers was replaced by a later one. */
  | "older-edition"
  /** A later one of the same kind from the same installation is here already. */
  | "older-here"
  /** A task given out anew, while what the earlier one sent away is not declared missing here. */
  | "still-away"
  /** Something of the parcel is here under the same name and differs: a county may add, not change. */
  | "changed-here"
  /** A task with a form or a label set of the office above that this office did not give out like that. */
  | "from-template"
  /** A result says more than its protection lets out, or than there can be. */
  | "not-released"
  /** It was taken in before, or the round is here already. */
  | "already-here"
  /** The forms or blocks worked out here are not those of the parcel: another release, or another form of that name. */
  | "other-release";

/** What is wrong about one unit of a 封存包; nothing of the parcel is taken while there is any. */
export interface ParcelFinding {
  /** Name of the unit; null: about all of it. */
  readonly unit: string | null;
  readonly finding:
    /** Its closed files are here already. */
    | "doubled"
    /** The task did not hold it, or it was declared missing or given to another installation since. */
    | "not-expected"
    /** Roster, forms, scheme, settings or blocks are not those that were given out. */
    | "other-version"
    /** It is not closed. */
    | "not-closed"
    /** Something was entered about it here and there, and not the same. */
    | "entered-twice"
    /** The recount of the files differs from what they say. */
    | "altered";
  /** For `altered`: the code of the first difference. */
  readonly difference?: string;
}
