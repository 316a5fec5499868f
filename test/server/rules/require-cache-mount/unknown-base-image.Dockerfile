FROM registry.example.com/team/base:1
# want require-cache-mount: cache folder\.
# want require-cache-mount (withheld): registry\.example\.com/team/base
RUN pip install a
