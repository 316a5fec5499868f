FROM continuumio/miniconda3
USER root
# want no-defeated-cache-mount: `conda clean` empties the cache mount at /opt/conda/pkgs in every build
RUN --mount=type=cache,target=/opt/conda/pkgs,sharing=locked conda install -y numpy
RUN --mount=type=cache,target=/opt/conda/pkgs,sharing=locked conda install -y numpy
