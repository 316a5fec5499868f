FROM python:3.12-slim
WORKDIR /app
RUN pip install poetry==2.2.1
COPY . .
RUN poetry install --only main
# want require-non-root-user: no USER is set
# want require-non-root-user (withheld): poetry puts files into /root
CMD ["poetry", "run", "uvicorn", "main:app"]
