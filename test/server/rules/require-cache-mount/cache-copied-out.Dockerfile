FROM python:3.12-slim AS build
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): COPY takes /root/\.cache/pip out
RUN pip install -r requirements.txt
FROM python:3.12-slim
COPY --from=build /root/.cache /root/.cache
# want require-cache-mount: pip's cache folder /root/\.cache/pip\.
# want require-cache-mount (withheld): COPY puts files into
RUN pip install -r requirements.txt
