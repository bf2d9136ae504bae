/** What an installation signs its parcels with; the key itself stays behind this. */
export interface Signer {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Ed25519 signature over the bytes, 64 bytes (RFC 8032). */
  sign(bytes: Uint8Array): Uint8Array;
}
