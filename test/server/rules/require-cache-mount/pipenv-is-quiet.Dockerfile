FROM python:3.12-slim
RUN --mount=type=cache,target=/root/.cache/pipenv pipenv install --system
RUN --mount=type=cache,target=/root/.cache pipenv sync
RUN pipenv run pytest && pipenv --version && pipenv check && pipenv --venv && pipenv requirements > requirements.txt
