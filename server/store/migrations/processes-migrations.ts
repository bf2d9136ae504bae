import type { Migrations, SqlTypes } from "./sql-types.ts";

/**
 * What the processes of one installation need of each other where several share a database, one list of statements per
 * version, append-only. No backup has any of it.
 */
export const processesMigrations = ({ text, bytes }: SqlTypes): Migrations => [
  [
    `create table kept_keys (
       purpose ${text} primary key not null,
       secret ${bytes} not null
     )`,
    `create table reach_tests (
       code ${text} primary key not null,
       address ${text} not null unique,
       opened integer not null
     )`,
    `create table backups (
       place ${text} not null,
       name ${text} not null,
       made_at_utc ${text} not null,
       bytes bigint not null,
       has_keys boolean not null,
       primary key (place, name)
     )`,
    `create table copied_polls (poll ${text} primary key not null)`,
    `create table exports (
       id ${text} primary key not null,
       round ${text} not null,
       name ${text} not null,
       made_by ${text} not null,
       started_at_utc ${text} not null,
       state ${text} not null,
       done integer not null,
       total integer not null,
       bytes integer not null,
       alive_until timestamptz not null
     )`,
    `create table export_parts (
       export ${text} not null references exports (id) on delete cascade,
       part integer not null,
       content ${bytes} not null,
       primary key (export, part)
     )`,
  ],
  [
    // An archive may be larger than an integer counts.
    `alter table exports alter column bytes type bigint`,
    `create table serving (
       process ${text} primary key not null,
       alive_until timestamptz not null
     )`,
  ],
];
