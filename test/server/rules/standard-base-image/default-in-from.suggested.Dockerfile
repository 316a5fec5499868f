# want standard-base-image: Python 3\.9 has
FROM python:${VERSION:-3.12}-alpine
