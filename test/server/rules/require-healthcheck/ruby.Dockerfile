FROM ruby:3.4-slim
COPY . .
# want require-healthcheck: does not say how to ask
CMD ["bundle", "exec", "rails", "server", "-b", "0.0.0.0"]
