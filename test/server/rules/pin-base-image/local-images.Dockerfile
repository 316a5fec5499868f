FROM myapp-base AS a
FROM myapp-base:latest AS b
FROM localhost/base AS c
FROM localhost:5000/team/base:latest AS d
FROM scratch
