FROM python:3.12-slim AS build
RUN pip install flask
FROM python:3.12-slim
# want no-libc-mismatch (withheld): Which of the two versions is meant
COPY --from=build /usr/local/lib/python3.11/site-packages /usr/local/lib/python3.11/site-packages
