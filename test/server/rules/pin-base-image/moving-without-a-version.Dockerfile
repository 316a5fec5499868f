# want pin-base-image (withheld): does not know which version
# want pin-base-image: ^`alpine:edge` moves on
FROM alpine:edge
# want pin-base-image (withheld): does not know
# want pin-base-image: ^`debian:sid-slim` moves on
FROM debian:sid-slim
# want pin-base-image (withheld): does not know
# want pin-base-image: ^`mysql` has no tag
FROM mysql
