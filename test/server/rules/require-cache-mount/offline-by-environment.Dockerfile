FROM python:3.12-slim
ENV PIP_NO_INDEX=1 PIP_FIND_LINKS=/wheels NPM_CONFIG_OFFLINE=true
RUN pip install -r requirements.txt && npm ci
