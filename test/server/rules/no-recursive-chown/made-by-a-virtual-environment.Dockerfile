FROM python:3.12-slim
RUN useradd app
WORKDIR /app
RUN python -m venv /app/venv
ENV PATH="/app/venv/bin:$PATH"
COPY . .
RUN pip install -r requirements.txt
# want no-recursive-chown (withheld): venv
RUN chown -R app:app /app
