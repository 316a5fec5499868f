CREATE TABLE IF NOT EXISTS devices (
    id   varchar(64) PRIMARY KEY,
    name varchar(200) NOT NULL,
    room varchar(100) NOT NULL,
    kind varchar(50) NOT NULL
);

CREATE TABLE IF NOT EXISTS events (
    device varchar(64) NOT NULL REFERENCES devices (id),
    state  varchar(50) NOT NULL,
    at     timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS events_at ON events (at);
