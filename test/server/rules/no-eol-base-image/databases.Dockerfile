# want no-eol-base-image (withheld): pg_upgrade
# want no-eol-base-image: PostgreSQL 12 has had no security fixes since 2024-11
FROM postgres:12-alpine
# want no-eol-base-image (withheld): back up
# want no-eol-base-image: MySQL 5\.7
FROM mysql:5.7
# want no-eol-base-image (withheld): step by step
# want no-eol-base-image: MongoDB 4\.4
FROM mongo:4.4
# want no-eol-base-image (withheld): REINDEX
# want no-eol-base-image: PostgreSQL|`bullseye`
FROM postgres:17-bullseye
# want no-eol-base-image: Redis 6\.0
FROM redis:6.0-alpine
