FROM python:3.12-alpine AS base

ENV PYTHONUNBUFFERED=1
WORKDIR /srv/app

RUN apk add --no-cache libgcc libxml2 libxslt tzdata
ENV PATH=/opt/venv/bin:$PATH

FROM base AS builder
RUN python -m venv /opt/venv
# build tools for lxml
# want no-build-tools-in-final: gcc, musl-dev, libxml2-dev and libxslt-dev, which only its build needs:
RUN apk add --no-cache gcc musl-dev libxml2-dev libxslt-dev tzdata

COPY requirements.txt ./
# the long one
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install -r requirements.txt

FROM base AS production
COPY --from=builder /opt/venv /opt/venv
COPY requirements.txt ./

COPY . .

EXPOSE 8000
CMD ["uvicorn", "main:app", "--host", "0.0.0.0"]
