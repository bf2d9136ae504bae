/**
 * The box on SQLite, one list of statements per version, append-only. Nothing joins the three tables: they share the
 * key id, which everybody of a block shares, and no other column. No rowid, time, sequence, address, trigger.
 */
export const SQLITE_BOX_MIGRATIONS: readonly (readonly string[])[] = [
  [
    `create table spent (
       key_id blob not null,
       nullifier blob not null,
       message blob not null,
       signature blob not null,
       retry_digest blob not null,
       primary key (key_id, nullifier)
     ) strict, without rowid`,
    `create table ballots (
       key_id blob not null,
       tag blob not null,
       answers text not null,
       primary key (key_id, tag)
     ) strict, without rowid`,
    `create table texts (
       key_id blob not null,
       question text not null,
       tag blob not null,
       text text not null,
       primary key (key_id, question, tag)
     ) strict, without rowid`,
  ],
];
