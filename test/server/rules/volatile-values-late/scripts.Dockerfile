FROM node:24-alpine AS client
# want volatile-values-late: `GIT_COMMIT` differs .* `npm ci` runs again
ARG GIT_COMMIT=""
ENV GIT_COMMIT=$GIT_COMMIT
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY client/ ./
RUN npm run build
