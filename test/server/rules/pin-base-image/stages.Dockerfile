FROM python:3.12-slim AS python
FROM python AS test
FROM PYTHON AS again
FROM test
