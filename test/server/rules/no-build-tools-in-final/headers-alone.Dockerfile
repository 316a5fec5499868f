FROM ruby:3.4-slim
# want no-build-tools-in-final: libpq-dev, which only a build needs \(16 MB
# want no-build-tools-in-final (withheld): how an image of this kind
RUN apt-get update && apt-get install -y --no-install-recommends libpq-dev git
COPY . .
CMD ["bundle", "exec", "puma"]
