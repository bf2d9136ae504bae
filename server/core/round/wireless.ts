/** The group's own wireless network (现场便携): printed on slips and posters, so that people need not ask. */
export interface Wireless {
  /** SSID as routers show it, 1 to 32 bytes. */
  readonly name: string;
  /** 8 to 63 printable ASCII characters. */
  readonly password: string;
}

const PASSWORD = /^[\x21-\x7e]{8,63}$/;
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** Without control characters, and none at its ends: what is printed must be what the router shows. */
export const isWirelessName = (name: string): boolean =>
  name.trim() === name && name !== "" && bytesOf(name) <= 32 && !/\p{C}/u.test(name);

/** What WPA2 and WPA3 routers take; no spaces, which nobody sees in print. */
export const isWirelessPassword = (password: string): boolean => PASSWORD.test(password);
