FROM continuumio/miniconda3
COPY environment.yml .
# want require-cache-mount: conda's cache folder /opt/conda/pkgs\.
# want require-cache-mount (withheld): A mount there would hide the packages of the base environment: set CONDA_PKGS_DIRS to a folder of its own, and mount that
RUN conda env create -f environment.yml && conda clean -afy
# want require-cache-mount: mamba's cache folder /opt/conda/pkgs\.
# want require-cache-mount (withheld): A mount there would hide the packages of the base environment: set CONDA_PKGS_DIRS to a folder of its own, and mount that
RUN mamba install -y -n base numpy
# want require-cache-mount: mamba's cache folder /opt/conda/pkgs\.
# want require-cache-mount (withheld): A mount there would hide the packages of the base environment: set CONDA_PKGS_DIRS to a folder of its own, and mount that
RUN micromamba create -y -n app -f environment.yml
