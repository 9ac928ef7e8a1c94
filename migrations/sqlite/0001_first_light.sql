-- Times are milliseconds since 1970 in UTC. Ids are random and url-safe. Documents are files `*.rackboard.json`.

create table boards (
    id text not null primary key,
    title text not null,
    document text not null,
    -- Counts saves from 1; a save that does not know the newest revision is refused.
    revision integer not null check (revision >= 1),
    created integer not null,
    updated integer not null
) strict;

create table assignments (
    id text not null primary key,
    task text not null,
    task_version integer not null,
    -- The task itself as JSON, as it was when the assignment was made: a later version changes no verdict.
    definition text not null,
    title text not null,
    due integer,
    attempts_allowed integer check (attempts_allowed >= 1),
    feedback text not null check (feedback in ('nothing', 'score', 'which', 'where', 'how')),
    created integer not null
) strict;

-- What a link allows. The secret in the link is not here, only its SHA-256: a stolen database opens nothing.
create table capabilities (
    id text not null primary key,
    secret_hash blob not null unique check (length(secret_hash) = 32),
    allows text not null,
    board text references boards (id) on delete cascade,
    assignment text references assignments (id) on delete cascade,
    label text not null,
    created integer not null,
    expires integer,
    revoked integer,
    check (
        (board is not null and assignment is null and allows in ('view', 'edit', 'own'))
        or (assignment is not null and board is null and allows in ('instruct', 'submit'))
    )
) strict;

create index capabilities_of_board on capabilities (board);
create index capabilities_of_assignment on capabilities (assignment);

-- What was handed in, for good: there is no function that changes a row.
create table attempts (
    id text not null primary key,
    assignment text not null references assignments (id) on delete restrict,
    -- As the student wrote it, and as it is compared (one space between words, lower case).
    student text not null,
    student_key text not null,
    number integer not null check (number >= 1),
    document text not null,
    sha256 text not null check (length(sha256) = 64),
    report text not null,
    score real not null,
    max_score real not null,
    passed integer not null check (passed in (0, 1)),
    handed_in integer not null,
    unique (assignment, student_key, number)
) strict;
