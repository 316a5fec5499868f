FROM python:3.12-slim
# want no-build-tools-in-final: gcc
# want no-build-tools-in-final (withheld): folders of Python programs
RUN apt-get update && apt-get install -y --no-install-recommends gcc
RUN pip install flask gunicorn
CMD ["/usr/local/bin/gunicorn", "main:app"]
