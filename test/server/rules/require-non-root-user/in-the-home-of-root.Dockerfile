FROM python:3.12-slim AS build
RUN pip install --user flask gunicorn

FROM python:3.12-slim
COPY --from=build /root/.local /root/.local
ENV PATH=/root/.local/bin:$PATH
COPY app.py ./
# want require-non-root-user: no USER is set
# want require-non-root-user (withheld): /root, which only root can enter
CMD ["gunicorn", "app:app"]
