/** Folders in which volumes are written; the part of it that touches the disk stands behind this. */
import type { VolumePart } from "../../core/volume/volume-manifest.ts";

/** The single file that recounts a verification folder, as it is named where it is built and in a volume. */
export const VERIFIER_FILE = "plumbline-verify.mjs";

/** What is written into a folder that is not yet a volume. */
export interface VolumeDraft {
  /** Full path the volume will have. */
  readonly place: string;
  /** @throws Problem store.storage-full */
  write(
    path: string,
    bytes: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  ): Promise<VolumePart>;
  /** Everything that was written is on disk when it returns, under its first name still. */
  sync(): Promise<void>;
  /** Gives the folder its name; may be repeated by `settle`. */
  finish(): Promise<void>;
  /** Takes away what was written, before it was finished. */
  abandon(): Promise<void>;
}

export interface VolumeFolders {
  /** The recount as one file, which goes into every volume. @throws Problem file.unusable where the product was not built */
  verifier(): Promise<Uint8Array>;
  /**
   * Begins a volume after having looked at what an earlier process left there.
   *
   * @param place a new folder, or null: one named `name` among the installation's own
   * @param isMade whether a manifest of this digest is on record: then the folder gets its name, else it is removed
   * @throws Problem file.unusable when `place` exists or cannot be made; store.storage-full
   */
  begin(
    place: string | null,
    name: string,
    isMade: (digest: string) => Promise<boolean>,
  ): Promise<VolumeDraft>;
  /** The same look at the installation's own volumes alone. */
  settle(isMade: (digest: string) => Promise<boolean>): Promise<void>;
  /** Whether the volume is among the installation's own and still there. */
  isHere(place: string): boolean;
  /** Takes away one of the installation's own; none that is there is fine. */
  remove(place: string): Promise<void>;
}
