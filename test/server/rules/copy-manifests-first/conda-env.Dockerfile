FROM continuumio/miniconda3:25.3
WORKDIR /app
# want copy-manifests-first: `conda env create` again: copy environment.yml first
# want copy-manifests-first (withheld): may list local packages
COPY . .
RUN conda env create -f environment.yml
