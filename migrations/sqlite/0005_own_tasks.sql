-- Tasks that instructors write themselves.

create table tasks (
    id text not null primary key,
    -- Of the draft.
    title text not null,
    -- The built-in task that it was made from.
    origin text,
    -- What is being edited: a task file in TOML, finished or not.
    draft text not null,
    -- Counts saves of the draft from 1; a save that does not know the newest revision is refused.
    revision integer not null check (revision >= 1),
    created integer not null,
    updated integer not null
) strict;

-- What was published, for good: assignments are set with these, and there is no function that changes a row.
create table task_versions (
    task text not null references tasks (id) on delete cascade,
    version integer not null check (version >= 1),
    -- The task as JSON, and the draft that it was made of.
    definition text not null,
    source text not null,
    published integer not null,
    primary key (task, version)
) strict;

-- Links open tasks, too. SQLite cannot change a check, so the table is made anew.
create table new_capabilities (
    id text not null primary key,
    secret_hash blob not null unique check (length(secret_hash) = 32),
    allows text not null,
    board text references boards (id) on delete cascade,
    assignment text references assignments (id) on delete cascade,
    task text references tasks (id) on delete cascade,
    label text not null,
    created integer not null,
    expires integer,
    revoked integer,
    ring blob check (ring is null or length(ring) = 32),
    check ((board is not null) + (assignment is not null) + (task is not null) = 1),
    check (
        (board is not null and allows in ('view', 'edit', 'own'))
        or (assignment is not null and allows in ('instruct', 'submit'))
        or (task is not null and allows = 'own')
    )
) strict;

insert into new_capabilities (id, secret_hash, allows, board, assignment, label, created, expires, revoked, ring)
select id, secret_hash, allows, board, assignment, label, created, expires, revoked, ring from capabilities;

drop table capabilities;
alter table new_capabilities rename to capabilities;

create index capabilities_of_board on capabilities (board);
create index capabilities_of_assignment on capabilities (assignment);
create index capabilities_of_task on capabilities (task) where task is not null;
create index capabilities_of_ring on capabilities (ring) where ring is not null;
