FROM debian:12
ENV CONDA_PKGS_DIRS=/opt/conda-pkgs
# want require-cache-mount: conda's cache folder /opt/conda-pkgs\.
RUN conda env update -n base -f environment.yml && conda clean -afy
# want require-cache-mount: mamba's cache folder /opt/mamba-pkgs\.
RUN CONDA_PKGS_DIRS=/opt/mamba-pkgs mamba install -y numpy
