import type { Migrations, SqlTypes } from "./sql-types.ts";

/**
 * The roll, one list of statements per version, append-only. On SQLite rows lie in the order of their random keys;
 * no rowid, time, sequence or account. The index leaves the state out, so using a ticket does not move its entry.
 */
export const rollMigrations = ({ text, bytes, inKeyOrder, ...types }: SqlTypes): Migrations => [
  [
    `create table tickets (
       hash ${bytes} primary key not null,
       poll ${text} not null,
       batch ${text} not null,
       state ${text} not null check (state in ('unused', 'used', 'voided')),
       blinded_digest ${bytes}
     ) ${inKeyOrder}`,
    `create index tickets_by_poll on tickets (poll, batch)`,
    `create table signing_keys (
       key_id ${bytes} primary key not null,
       poll ${text} not null,
       block ${text} not null,
       instrument ${text} not null,
       source ${text} not null,
       public_spki ${bytes} not null,
       private_pkcs8 ${bytes} not null
     ) ${inKeyOrder}`,
    `create index signing_keys_by_poll on signing_keys (poll)`,
    `create table poll_keys (
       poll ${text} primary key not null,
       transport_key_id ${bytes} not null unique,
       transport_public ${bytes} not null,
       transport_private ${bytes} not null,
       receipt_key ${bytes} not null
     ) ${inKeyOrder}`,
  ],
  [
    `create table exchanges (
       poll ${text} not null,
       batch ${text} not null,
       slips integer not null,
       primary key (poll, batch)
     ) ${inKeyOrder}`,
  ],
  [
    // Two processes that bring in paper at once meet here, whatever has become of their leases.
    `create unique index one_paper_key on signing_keys (poll, block, instrument) where source = 'paper'`,
  ],
  [...types.cutByPoll("tickets", "poll", ["hash"]), ...types.findInAllParts("tickets", "hash")],
];
