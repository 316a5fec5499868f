FROM ruby:3.4
WORKDIR /app
COPY Gemfile Gemfile.lock ./
# want require-cache-mount: a cache mount at /usr/local/bundle/cache may help, but none for Bundler is known
# want require-cache-mount (withheld): no single cache folder
RUN bundle install --jobs 4
