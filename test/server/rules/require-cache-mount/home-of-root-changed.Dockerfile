FROM alpine:3.20
# want require-cache-mount: /root/\.cache/pip
# want require-cache-mount (withheld): `chown -R` would change the mount
RUN pip install a && chown -R 1000 /root
# want require-cache-mount: /root/\.cache/pip
# want require-cache-mount (withheld): `chown -R` would change the mount
RUN pip install a && chown -Rh app:app /
# want require-cache-mount: /root/\.cache/pip
# want require-cache-mount (withheld): `usermod` may fail or do less
RUN usermod -m -d /home/app root && pip install a
