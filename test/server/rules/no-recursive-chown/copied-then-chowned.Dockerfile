FROM python:3.12-slim
WORKDIR /app
RUN useradd --create-home app
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
# want no-recursive-chown: stores everything copied into /app a second time
RUN chown -R app:app /app
USER app
CMD ["python", "main.py"]
