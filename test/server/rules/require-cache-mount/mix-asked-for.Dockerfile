FROM elixir:1.18 AS build
WORKDIR /src
COPY mix.exs mix.lock ./
# want require-cache-mount: /root/.hex/packages
# want require-cache-mount (withheld): no single cache folder
RUN mix local.hex --force && mix local.rebar --force && mix deps.get --only prod
