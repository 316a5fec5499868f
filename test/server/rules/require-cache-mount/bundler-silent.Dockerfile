FROM ruby:3.4
WORKDIR /app
COPY . .
RUN bundle exec rake assets:precompile && bundle config set deployment true && bundle --version && bundle check
RUN bundle install --local
RUN --mount=type=cache,target=/usr/local/bundle/cache bundle install

FROM alpine:3.22
RUN apk add ruby-bundler
RUN bundle install

FROM ruby:3.4
ENV BUNDLE_DEPLOYMENT=1
RUN bundle install
