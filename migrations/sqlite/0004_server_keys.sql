-- Keys of this server, by what they are for. Whoever reads them can sign as this server does; they open no board.
create table server_keys (
    name text not null primary key,
    secret blob not null check (length(secret) = 32),
    created integer not null
) strict;
