import type { Migrations, SqlTypes } from "./sql-types.ts";

/**
 * The box, one list of statements per version, append-only. Nothing joins the three tables: they share the
 * key id, which everybody of a block shares, and no other column. No rowid, time, sequence, address, trigger.
 */
export const boxMigrations = ({ text, typedText, bytes, inKeyOrder, cutByPoll }: SqlTypes): Migrations => [
  [
    `create table spent (
       key_id ${bytes} not null,
       nullifier ${bytes} not null,
       message ${bytes} not null,
       signature ${bytes} not null,
       retry_digest ${bytes} not null,
       primary key (key_id, nullifier)
     ) ${inKeyOrder}`,
    `create table ballots (
       key_id ${bytes} not null,
       tag ${bytes} not null,
       answers ${text} not null,
       primary key (key_id, tag)
     ) ${inKeyOrder}`,
    `create table texts (
       key_id ${bytes} not null,
       question ${text} not null,
       tag ${bytes} not null,
       text ${typedText} not null,
       primary key (key_id, question, tag)
     ) ${inKeyOrder}`,
  ],
  [
    ...cutByPoll("spent", "key_id", ["key_id", "nullifier"]),
    ...cutByPoll("ballots", "key_id", ["key_id", "tag"]),
    ...cutByPoll("texts", "key_id", ["key_id", "question", "tag"]),
  ],
];
