FROM python:3.13-slim AS build
RUN pip install --prefix=/install flask
FROM gcr.io/distroless/python3-debian12
# want no-libc-mismatch (withheld): choose two with the same version
COPY --from=build /install /usr/local
ENTRYPOINT ["python", "app.py"]
