/** Four bytes that tell a closed file, and the version of its tables. */
export const CLOSED_APPLICATION_ID = 0x706c_636c;
export const CLOSED_VERSION = 1;

/** Every table lies in the order of its key and is written in that order; it holds no hash of a ticket, no nullifier. */
export const CLOSED_TABLES: readonly string[] = [
  `create table meta (
     name text primary key not null,
     json text not null
   ) strict, without rowid`,
  `create table credentials (
     key_id blob not null,
     message blob not null,
     signature blob not null,
     primary key (key_id, message)
   ) strict, without rowid`,
  `create table ballots (
     instrument text not null,
     block text not null,
     tag blob not null,
     answers text not null,
     primary key (instrument, block, tag)
   ) strict, without rowid`,
  `create table texts (
     instrument text not null,
     question text not null,
     tag blob not null,
     text text not null,
     primary key (instrument, question, tag)
   ) strict, without rowid`,
  `create table receipts (
     receipt text primary key not null
   ) strict, without rowid`,
];
