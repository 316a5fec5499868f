FROM continuumio/miniconda3:25.3
WORKDIR /app
COPY . .
RUN conda install -y numpy
