FROM ruby:3.4 AS build
WORKDIR /app
COPY Gemfile Gemfile.lock ./
# want cache-mount-target: /usr/local/bundle lies in this mount and never reaches the image, so COPY does not find it
RUN --mount=type=cache,target=/usr/local/bundle bundle install
FROM ruby:3.4
COPY --from=build /usr/local/bundle /usr/local/bundle
