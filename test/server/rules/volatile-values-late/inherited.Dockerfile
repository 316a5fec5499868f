FROM python:3.12-slim AS base
# want volatile-values-late: `COMMIT_SHA` differs .* stages that continue this one run `pip install` again
# want volatile-values-late (withheld): inherited
ARG COMMIT_SHA
ENV COMMIT_SHA=$COMMIT_SHA

FROM base AS build
COPY requirements.txt ./
RUN pip install -r requirements.txt
