-- What a list of boards shows, so that it need not read the designs.
alter table boards add column task text;
alter table boards add column nodes integer not null default 0;
alter table boards add column links integer not null default 0;
-- When the board was put away. It can be brought back for some weeks and is then removed.
alter table boards add column deleted integer;

update boards
set task = json_extract(document, '$.task'),
    nodes = coalesce(json_array_length(document, '$.nodes'), 0),
    links = coalesce(json_array_length(document, '$.links'), 0)
where json_valid(document);

create index boards_deleted on boards (deleted) where deleted is not null;

-- The SHA-256 of the key ring that an owner's secret was derived from: what one browser made is found by it.
alter table capabilities add column ring blob check (ring is null or length(ring) = 32);

create index capabilities_of_ring on capabilities (ring) where ring is not null;

-- Earlier states of boards. A version is a revision that was kept.
create table versions (
    board text not null references boards (id) on delete cascade,
    revision integer not null check (revision >= 1),
    -- Null: kept by the server, and thinned with age. Else by a person, who may have left the name empty.
    name text,
    title text not null,
    nodes integer not null,
    links integer not null,
    document text not null,
    -- When the state was saved, and when it was kept as a version.
    saved integer not null,
    kept integer not null,
    primary key (board, revision)
) strict;
