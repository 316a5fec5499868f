FROM python:3.12-slim
# want no-build-tools-in-final: gcc
# want no-build-tools-in-final (withheld): without the PATH
RUN apt-get update && apt-get install -y --no-install-recommends gcc
RUN pip install flask gunicorn
CMD ["bash", "-lc", "gunicorn main:app"]
