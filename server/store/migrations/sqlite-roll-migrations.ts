/**
 * The roll on SQLite, one list of statements per version, append-only. Rows lie in the order of their random keys;
 * no rowid, time, sequence or account. The index leaves the state out, so using a ticket does not move its entry.
 */
export const SQLITE_ROLL_MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table tickets (
       hash blob primary key not null,
       poll text not null,
       batch text not null,
       state text not null check (state in ('unused', 'used', 'voided')),
       blinded_digest blob
     ) strict, without rowid`,
    `create index tickets_by_poll on tickets (poll, batch)`,
    `create table signing_keys (
       key_id blob primary key not null,
       poll text not null,
       block text not null,
       instrument text not null,
       source text not null,
       public_spki blob not null,
       private_pkcs8 blob not null
     ) strict, without rowid`,
    `create index signing_keys_by_poll on signing_keys (poll)`,
    `create table poll_keys (
       poll text primary key not null,
       transport_key_id blob not null unique,
       transport_public blob not null,
       transport_private blob not null,
       receipt_key blob not null
     ) strict, without rowid`,
  ],
];
