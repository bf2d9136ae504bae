import type { Migrations, SqlTypes } from "./sql-types.ts";

/**
 * Closed polls where several machines share a database, one list of statements per version, append-only. A closed file
 * stands here byte for byte, cut into parts: what is counted again and what is signed is the file, in every engine.
 */
export const closedMigrations = ({ text, bytes }: SqlTypes): Migrations => [
  [
    `create table files (
       poll ${text} primary key not null,
       digest ${text} not null
     )`,
    `create table parts (
       poll ${text} not null references files (poll),
       part integer not null,
       content ${bytes} not null,
       primary key (poll, part)
     )`,
  ],
];
