FROM python:3.12-slim
RUN \
	# tools
	# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
	pip install --no-cache-dir build
