FROM fedora:43
RUN dnf install -y --setopt=keepcache=0 python3-flask
WORKDIR /srv
EXPOSE 5000
RUN groupadd --system app && useradd --system --gid app --create-home app
USER app
# want require-non-root-user: no USER is set
CMD ["flask", "--app", "shop", "run", "--host", "0.0.0.0"]
