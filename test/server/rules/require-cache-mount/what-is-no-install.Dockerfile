FROM python:3.12-slim
# Look-alikes, and calls that download nothing.
RUN pipx install a && pip-compile requirements.in && uvx ruff check
RUN pip --version && pip list && pip install --no-index --find-links=/wheels a && pip check
RUN npm run build && npm --version && npm ci --offline && npm test && npx tsc && npm pkg get name
RUN echo pip install a; echo "npm ci"
RUN pip install --help; npm install --package-lock-only
RUN --network=none pip install -e . --no-build-isolation
RUN pip install /wheels/* && pip install --no-deps ./dist/app-1.0-py3-none-any.whl
RUN pip install --no-deps --no-build-isolation -e .
# pip install a
LABEL run="pip install a"
