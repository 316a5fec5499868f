FROM python:3.13 AS build
RUN pip install flask gunicorn
FROM python:3.13-alpine
# want no-libc-mismatch: compiled ones among them
COPY --from=build /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages
COPY --from=build /usr/local/bin /usr/local/bin
CMD ["gunicorn", "app:app"]
