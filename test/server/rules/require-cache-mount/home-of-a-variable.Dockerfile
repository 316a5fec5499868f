# BuildKit makes /home/jovyan/.cache for root, and what then changes groups below the home fails there.
FROM quay.io/jupyter/base-notebook:2025-01-01
# want require-cache-mount (withheld): `fix-permissions` may fail or do less where /home/jovyan/.cache/pip is mounted
RUN pip install --no-cache-dir 'flake8' && \
    fix-permissions "${CONDA_DIR}" && \
    fix-permissions "/home/${NB_USER}"
