FROM debian:12
ENV CONDA_PKGS_DIRS=/opt/conda-pkgs
# want require-cache-mount: conda's cache folder /opt/conda-pkgs\.
RUN --mount=type=cache,target=/opt/conda-pkgs,sharing=locked \
    conda env update -n base -f environment.yml
# want require-cache-mount: mamba's cache folder /opt/mamba-pkgs\.
RUN --mount=type=cache,target=/opt/mamba-pkgs,sharing=locked \
    CONDA_PKGS_DIRS=/opt/mamba-pkgs mamba install -y numpy
