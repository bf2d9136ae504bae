/** Addresses of other hosts that stand in built pages, and whether a browser would go there by itself. */

export interface ForeignAddress {
  readonly address: string;
  /** What stands before it decides whether it is loaded. */
  readonly before: string;
}

const ADDRESS = /(?:\b(?:https?|wss?|ftp):)?\/\/(?:[\w-]+\.)+[a-z]{2,}(?::\d+)?[^\s"'`)<>\\]*/gi;

/** Names of standards, written as addresses and never asked for. */
const NAMESPACES =
  /^http:\/\/(?:www\.w3\.org\/(?:2000\/svg|1999\/xlink|1999\/xhtml|XML\/1998\/namespace|1998\/Math\/MathML)|json-schema\.org\/draft-07\/schema#)$/;

export function foreignAddresses(text: string): ForeignAddress[] {
  return [...text.matchAll(ADDRESS)]
    .map(({ 0: address, index }) => ({ address, before: text.slice(Math.max(0, index - 40), index) }))
    .filter(({ address }) => !NAMESPACES.test(address));
}

/** Attributes, styles and calls that make a browser load what follows. Links that a person has to click do not. */
const LOADS = [
  /\b(?:src|srcset|srcSet|poster|action|formAction|ping|data|manifest)\s*[:=]\s*["'`]?$/,
  /<link\b[^>]*\bhref\s*=\s*["']?$/i,
  /url\(\s*["']?$/i,
  /@import\s+["']?$/i,
  /\b(?:import|fetch|importScripts|sendBeacon|EventSource|WebSocket|Worker|open)\s*\(\s*["'`]?$/,
  /\bfrom\s*["']$/,
  /\b(?:GET|POST)["'`],\s*["'`]$/,
];

export const isLoaded = ({ before }: ForeignAddress): boolean =>
  LOADS.some((pattern) => pattern.test(before));
