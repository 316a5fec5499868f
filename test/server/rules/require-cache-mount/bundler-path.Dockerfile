FROM ruby:3.4
WORKDIR /app
ENV BUNDLE_PATH=/gems
COPY Gemfile Gemfile.lock ./
# want require-cache-mount: /gems/ruby/<abi>/cache
# want require-cache-mount (withheld): no single cache folder
RUN bundle
