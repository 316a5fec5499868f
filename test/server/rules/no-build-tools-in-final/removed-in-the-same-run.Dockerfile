FROM python:3.12-alpine
COPY requirements.txt ./
RUN apk add --no-cache --virtual .build-deps gcc musl-dev libffi-dev \
    && pip install -r requirements.txt \
    && apk del .build-deps
EXPOSE 8000
CMD ["uvicorn", "main:app"]
