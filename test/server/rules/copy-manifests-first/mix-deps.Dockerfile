FROM elixir:1.18
WORKDIR /app
# want copy-manifests-first: `mix deps.get` again
# want copy-manifests-first (withheld): mix.exs and config/config.exs
COPY . .
RUN mix deps.get --only prod
