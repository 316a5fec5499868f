FROM golang:1.26 AS builder
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
# want volatile-values-late: `GIT_SHA` differs
ARG GIT_SHA=unknown
ARG BUILD_DATE
# The linker writes both into the program.
RUN CGO_ENABLED=0 go build -ldflags "-X main.commit=${GIT_SHA} -X main.date=${BUILD_DATE}" -o /out ./cmd/app

FROM scratch
COPY --from=builder /out /out
