# want pin-base-image (withheld): ^The lifecycle table does not know which version this stands for\.$
# want pin-base-image: ^`rust` has no tag
FROM rust AS a
# want pin-base-image: ^`ghcr\.io/acme/api:latest`
FROM ghcr.io/acme/api:latest AS b
# want pin-base-image: ^`acme/worker` has no tag
FROM acme/worker
