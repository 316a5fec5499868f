FROM php:8.4-apache
RUN useradd --uid 1001 app
WORKDIR /code
RUN echo "0.0.0.0/8" > hosts.txt
COPY . .
# want no-recursive-chown (withheld): `echo 0.0.0.0/8` before it
RUN chown -R app:app /code
