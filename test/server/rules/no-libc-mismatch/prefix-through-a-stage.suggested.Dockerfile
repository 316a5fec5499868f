FROM python:3.14 AS build
RUN pip install --prefix=/install flask
FROM scratch AS between
COPY --from=build /install /packages
FROM python:3.14-slim
# want no-libc-mismatch: for Python 3\.12 on python:3\.12, and Python 3\.14
COPY --from=between /packages /usr/local
CMD ["python", "-m", "flask"]
