FROM continuumio/miniconda3
RUN --mount=type=cache,target=/opt/conda/pkgs,sharing=locked conda install -y numpy
ENV CONDA_PKGS_DIRS=/opt/pkgs
RUN --mount=type=cache,target=/opt/pkgs,sharing=locked conda install -y numpy
RUN conda init bash && conda activate app && conda info && conda run -n app pytest && conda install --offline --use-local a && conda list
