FROM node:22-slim
# want cache-mount-target: No command of this RUN uses the pip cache at /root/\.cache/pip
RUN --mount=type=cache,target=/root/.npm \
    npm ci
# want cache-mount-target: No command of this RUN uses the npm cache at /root/\.npm
RUN \
    --mount=type=cache,target=/root/.cache/pip \
    cd /app && pip install -r requirements.txt
# The scripts of packages and of the project may do anything.
RUN --mount=type=cache,target=/root/.cache/pip npm run build
RUN --mount=type=cache,target=/root/.cache/pip ./install.sh
RUN --mount=type=cache,target=/usr/local/cargo/registry pip install a
RUN --mount=type=cache,target=/root/.cache/pip apt-get update && python setup.py install
RUN --mount=type=cache,target=/root/.npm PREFIX=/root/.npm/x pip install a
