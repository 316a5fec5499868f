FROM elixir:1.18 AS build
WORKDIR /src
COPY . .
RUN mix local.hex --force && mix deps.compile && mix release
RUN --mount=type=cache,target=/root/.hex mix deps.get
