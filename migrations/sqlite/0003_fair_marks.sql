-- What became of an attempt after it was handed in. The attempt itself never changes.

-- Later verdicts on attempts, when an assignment was graded again. The first is in the attempt.
create table verdicts (
    id integer primary key,
    attempt text not null references attempts (id) on delete restrict,
    task_version integer not null,
    report text not null,
    -- Why it was graded again.
    comment text not null,
    made integer not null
) strict;

create index verdicts_of_attempt on verdicts (attempt);

-- A student contests one criterion of one verdict.
create table appeals (
    id text not null primary key,
    attempt text not null references attempts (id) on delete restrict,
    criterion text not null,
    reason text not null,
    -- The criterion as it was judged when it was contested, as JSON.
    evidence text not null,
    made integer not null,
    accepted integer check (accepted in (0, 1)),
    answer text,
    answered integer,
    check ((accepted is null) = (answered is null) and (accepted is null) = (answer is null))
) strict;

-- Of one criterion one appeal at a time.
create unique index open_appeals on appeals (attempt, criterion) where answered is null;

-- The log of points that instructors set by hand; of each criterion the last line counts.
create table overrides (
    id integer primary key,
    attempt text not null references attempts (id) on delete restrict,
    criterion text not null,
    -- Null: taken back; the grading's points count again.
    points real check (points >= 0),
    comment text not null,
    -- The instructor's link that was used, and the appeal that was answered, if it was one.
    link text not null,
    appeal text references appeals (id) on delete restrict,
    made integer not null
) strict;

create index overrides_of_attempt on overrides (attempt);

-- The mark as it stands: the last verdict with what was set by hand and what lateness costs. Worked out again with every
-- change to those; attempts from before this step have none and keep the mark of their verdict.
create table marks (
    attempt text not null primary key references attempts (id) on delete restrict,
    score real not null,
    max_score real not null,
    passed integer not null check (passed in (0, 1)),
    -- Whether it has changed since the attempt was handed in.
    changed integer not null check (changed in (0, 1))
) strict;
