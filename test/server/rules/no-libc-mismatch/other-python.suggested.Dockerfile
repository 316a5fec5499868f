FROM python:3.13-slim AS build
RUN pip install flask

FROM python:3.13-slim
# want no-libc-mismatch: for Python 3\.12 on python:3\.12-slim, and Python 3\.13
COPY --from=build /usr/local/lib/python3.13/site-packages /usr/local/lib/python3.13/site-packages
CMD ["python", "-m", "flask"]
