FROM ruby:3.4
WORKDIR /app
COPY Gemfile Gemfile.lock ./
# want require-cache-mount: mount Bundler's cache folder /usr/local/bundle/cache
# want require-cache-mount (withheld): no single cache folder
RUN bundle install --jobs 4
