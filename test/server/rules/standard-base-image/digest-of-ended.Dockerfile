# want standard-base-image (withheld): ^A digest decides
# want standard-base-image: Python 3\.9 has
FROM python:3.9-slim@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
