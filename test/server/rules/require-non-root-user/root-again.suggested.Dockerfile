FROM quay.io/jupyter/base-notebook:python-3.12
USER root
RUN apt-get update && apt-get install -y --no-install-recommends graphviz && rm -rf /var/lib/apt/lists/*
EXPOSE 8888
USER jovyan
# want require-non-root-user: the last USER is root
CMD ["gunicorn", "report:app"]
