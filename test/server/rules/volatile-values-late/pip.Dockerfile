FROM python:3.12-slim
ENV PYTHONUNBUFFERED=1

# Passed by scripts/build.sh.
# want volatile-values-late: `GIT_SHA` differs .* `pip install` runs again
ARG GIT_SHA=unknown
ENV ROUTER_GIT_SHA=$GIT_SHA

WORKDIR /app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY app ./app

EXPOSE 2100
CMD ["uvicorn", "app.main:app"]
