FROM ruby:3.4-slim
COPY . .
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["ruby", "-rnet/http", "-e", "exit Net::HTTP.get_response(URI('http://127.0.0.1:3000/')).code.to_i < 400"]
# want require-healthcheck: does not say how to ask
CMD ["bundle", "exec", "rails", "server", "-b", "0.0.0.0"]
