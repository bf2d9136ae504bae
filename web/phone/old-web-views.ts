/**
 * What the oldest web views lack and a library of ours uses; imported before everything else. `Object.hasOwn` came with
 * Chromium 93 and Safari 15.4 (@noble/curves), `setBigUint64` with Safari 15 (@noble/ciphers).
 */
if (typeof Object.hasOwn !== "function") {
  Object.defineProperty(Object, "hasOwn", {
    value: (object: object, name: PropertyKey): boolean => Object.prototype.hasOwnProperty.call(object, name),
    configurable: true,
    writable: true,
  });
}

if (typeof DataView.prototype.setBigUint64 !== "function") {
  Object.defineProperty(DataView.prototype, "setBigUint64", {
    value: setBigUint64,
    configurable: true,
    writable: true,
  });
}

function setBigUint64(this: DataView, at: number, value: bigint, isLittle = false): void {
  const high = Number(BigInt.asUintN(32, value >> BigInt(32)));
  const low = Number(BigInt.asUintN(32, value));
  this.setUint32(at, isLittle ? low : high, isLittle);
  this.setUint32(at + 4, isLittle ? high : low, isLittle);
}
